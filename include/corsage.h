/**
 * @file corsage.h
 * libcorsage for programs in C, and in whatever calls C: decide by a CORS policy, and predict what a browser does.
 *
 * Texts are given and taken with their sizes; none needs to end with NUL, and none that is given back does. Functions
 * keep nothing between calls but what their objects hold, and no C++ exception leaves them. A policy never changes: any
 * number of threads may decide by it at once. A predictor is one thread's at a time.
 *
 * Structs and enumerations change only with the number in the shared library's name.
 */
#ifndef CORSAGE_H
#define CORSAGE_H

#include <stdbool.h>
#include <stddef.h>

#if defined(__GNUC__)
#define CORSAGE_API __attribute__((visibility("default")))
#else
#define CORSAGE_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** Bytes that belong to somebody else. */
typedef struct corsage_text {
  char const* data; /**< may be NULL where size is 0 */
  size_t size;      /**< in bytes */
} corsage_text;

/** A text of a string that ends with NUL; empty for NULL. */
CORSAGE_API corsage_text corsage_text_of(char const* string);

/** The library's version, as "0.1.0". Lives as long as the program. */
CORSAGE_API char const* corsage_version(void);

/* Policies */

/** A policy that is in order: what can decide. Immutable. */
typedef struct corsage_policy corsage_policy;

/** What is wrong with a policy file: every mistake at once. */
typedef struct corsage_mistakes corsage_mistakes;

/** One mistake. Its views live as long as the list that it is of. */
typedef struct corsage_mistake {
  corsage_text code;    /**< stable: "policy-origin-has-path"; see corsage_reason_find */
  corsage_text message; /**< what happened and what would be right, in English, one line */
  corsage_text value;   /**< the offending text */
  size_t line;          /**< 1 is the first; 0: of no line */
  size_t column;        /**< in bytes; 1 is the first */
  size_t length;        /**< in bytes; 0 points between two */
} corsage_mistake;

/**
 * Compiles a policy file: TOML, its policy in the table [cors].
 *
 * @param toml      the file's bytes
 * @param mistakes  where to put the list of mistakes; NULL where nobody wants it. Set to NULL where there is none.
 * @return the policy, to be given to corsage_policy_free; NULL where it has mistakes, or (no list then) memory is out
 */
CORSAGE_API corsage_policy* corsage_policy_compile(corsage_text toml, corsage_mistakes** mistakes);

/** Ends a policy; NULL is none. No decision by it may be looked at any more. */
CORSAGE_API void corsage_policy_free(corsage_policy* policy);

/** How many mistakes there are; 0 for NULL. */
CORSAGE_API size_t corsage_mistakes_count(corsage_mistakes const* mistakes);

/** The mistake of that number, from 0, in the order of the file; an empty one beyond the last. */
CORSAGE_API corsage_mistake corsage_mistakes_at(corsage_mistakes const* mistakes, size_t index);

/** Ends a list of mistakes; NULL is none. */
CORSAGE_API void corsage_mistakes_free(corsage_mistakes* mistakes);

/** The values of all lines of one header, in their order; none where the request has no such header. */
typedef struct corsage_lines {
  corsage_text const* values; /**< may be NULL where count is 0 */
  size_t count;
} corsage_lines;

/** What a decision needs of a request. */
typedef struct corsage_request {
  corsage_text method;             /**< as received: case counts */
  corsage_lines origin;            /**< Origin */
  corsage_lines requested_method;  /**< Access-Control-Request-Method */
  corsage_lines requested_headers; /**< Access-Control-Request-Headers */
} corsage_request;

/** What a request is to CORS. */
typedef enum corsage_request_class {
  CORSAGE_NOT_CORS,  /**< it has no Origin */
  CORSAGE_PREFLIGHT, /**< OPTIONS with Origin and Access-Control-Request-Method */
  CORSAGE_ACTUAL     /**< any other with Origin */
} corsage_request_class;

/** Who gives the answer to which a decision's header lines belong. */
typedef enum corsage_answered_by {
  CORSAGE_BY_POLICY,  /**< answer at once, with the decision's status, its lines, and no body */
  CORSAGE_BY_UPSTREAM /**< the application answers, refused origins too; the lines go on whatever status it gives */
} corsage_answered_by;

/** A header line. */
typedef struct corsage_header {
  corsage_text name;
  corsage_text value;
} corsage_header;

/** The most header lines that a decision sets. */
#define CORSAGE_MOST_HEADERS 48

/** What a policy says to one request. Its views live as long as the policy and the request's bytes. */
typedef struct corsage_decision {
  corsage_request_class request_class;
  corsage_answered_by answered_by;
  bool is_allowed;                              /**< whether a browser lets the page go on; true where it is not CORS */
  bool varies_by_origin;                        /**< Vary must name Origin: see corsage_vary */
  bool decides_timing;                          /**< upstream's Timing-Allow-Origin goes too: see corsage_is_decided */
  int status;                                   /**< of the policy's own answer, 100 to 599; 0 where upstream answers */
  corsage_text reason;                          /**< "policy-origin-refused": see corsage_reason_find */
  corsage_text offending;                       /**< the origin, method or header name that is refused; may be empty */
  size_t header_count;                          /**< how many of `headers` are to be set */
  corsage_header headers[CORSAGE_MOST_HEADERS]; /**< `Vary` is not among them */
} corsage_decision;

/**
 * Decides. Takes no memory from the heap, and a time bounded by the policy's size, whatever the request holds.
 *
 * For every answer, errors included: remove upstream's lines of which corsage_is_decided says so, add those of the
 * decision, and merge Vary where `varies_by_origin`.
 */
CORSAGE_API void corsage_policy_decide(corsage_policy const* policy, corsage_request const* request,
                                       corsage_decision* decision);

/** Whether upstream's header lines of that name (in any case) go, because the policy decides what they say. */
CORSAGE_API bool corsage_is_decided(corsage_decision const* decision, corsage_text name);

/**
 * The one value of Vary that says what upstream's lines of Vary say, and Origin: name by name, without doubles. `*` stays.
 *
 * @param vary  the values of upstream's lines
 * @param room  where to write the value, without NUL; NULL where size is 0
 * @param size  how many bytes there is room for; nothing is written where they are too few
 * @return how many bytes the value has; 0 where memory is out
 */
CORSAGE_API size_t corsage_vary(corsage_lines vary, char* room, size_t size);

/* Reasons */

/** How much a reason matters. */
typedef enum corsage_severity {
  CORSAGE_BLOCK,   /**< the page gets a network error; of a policy file: a mistake */
  CORSAGE_HIDDEN,  /**< the fetch is allowed, but something that the page wants is withheld */
  CORSAGE_WARNING, /**< works today, or works by luck */
  CORSAGE_NOTE     /**< explains; changes nothing */
} corsage_severity;

/** The page of a reason, in English; what stands in `backticks` is code. Its views live as long as the program. */
typedef struct corsage_reason {
  corsage_severity severity;
  corsage_text header;      /**< the header concerned; may be empty */
  corsage_text title;       /**< one line */
  corsage_text explanation; /**< a paragraph: what is checked, and why */
  corsage_text fix;         /**< a paragraph: what to do */
} corsage_reason;

/** Looks up the page of a decision's reason, of a cause, or of a mistake's code. False where there is no such page. */
CORSAGE_API bool corsage_reason_find(corsage_text token, corsage_reason* reason);

/* Predictions */

/** Predicts what a page gets, as `corsage predict` does. */
typedef struct corsage_predictor corsage_predictor;

/** What a page gets, in a word. */
typedef enum corsage_verdict {
  CORSAGE_ALLOWED,
  CORSAGE_BLOCKED,
  CORSAGE_UNDETERMINED, /**< the scenario does not say enough */
  CORSAGE_NO_SCENARIO,  /**< the text is none: the outcome says what is wrong with it */
  CORSAGE_OUT_OF_MEMORY /**< there is no outcome */
} corsage_verdict;

/**
 * @param profile  the browser: "spec" (the standard itself), "chromium", "firefox" or "webkit"
 * @return a predictor, to be given to corsage_predictor_free; NULL where there is no such browser, or memory is out
 */
CORSAGE_API corsage_predictor* corsage_predictor_new(corsage_text profile);

/** Ends a predictor, and its outcome; NULL is none. */
CORSAGE_API void corsage_predictor_free(corsage_predictor* predictor);

/**
 * Runs a fetch over scripted answers, by the Fetch standard (https://fetch.spec.whatwg.org/).
 *
 * @param predictor  in use by no other thread
 * @param scenario   one JSON object: the page, its request, and the server's answers
 * @param outcome    set to one JSON object, which lives until the predictor's next call: the verdict, every cause, and
 *                   the fix; or, under "error", what is wrong with the scenario
 */
CORSAGE_API corsage_verdict corsage_predict(corsage_predictor* predictor, corsage_text scenario, corsage_text* outcome);

#ifdef __cplusplus
}
#endif

#endif
