/**
 * @file corsage.h
 * libcorsage for programs in C, and in whatever calls C: decide by a CORS policy, and predict what a browser does
 * (https://fetch.spec.whatwg.org/#http-cors-protocol).
 *
 * Texts are given and taken with their sizes in bytes; none needs to end with NUL, and none that is given back does. No
 * pointer may be NULL but where it says so. Functions keep nothing between calls but what their objects hold, and no C++
 * exception leaves them; what happens where memory is out stands with each.
 *
 * A policy never changes: any number of threads may decide by it at once, until one frees it. To replace one while others
 * decide, give each its own by corsage_policy_share. A predictor is one thread's at a time.
 *
 * Structs and enumerations change only with the number in the shared library's name. No enumerator is 0: a struct of
 * zeros says nothing.
 */
#ifndef CORSAGE_H
#define CORSAGE_H

#include <stdbool.h>
#include <stddef.h>

#if defined(__GNUC__)
/** What the shared library shows. */
#define CORSAGE_API __attribute__((visibility("default")))
/** The arguments of these numbers are not NULL. */
#define CORSAGE_NONNULL(...) __attribute__((nonnull(__VA_ARGS__)))
#else
#define CORSAGE_API
#define CORSAGE_NONNULL(...)
#endif

/** The version of this header: major.minor.patch. corsage_version gives that of the library. */
#define CORSAGE_VERSION_MAJOR 0
#define CORSAGE_VERSION_MINOR 1 /**< see CORSAGE_VERSION_MAJOR */
#define CORSAGE_VERSION_PATCH 0 /**< see CORSAGE_VERSION_MAJOR */

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

/** How much a reason matters. */
typedef enum corsage_severity {
  CORSAGE_SEVERITY_BLOCK = 1,   /**< the page gets a network error; of a policy file: a mistake */
  CORSAGE_SEVERITY_HIDDEN = 2,  /**< the fetch is allowed, but something that the page wants is withheld */
  CORSAGE_SEVERITY_WARNING = 3, /**< works today, or works by luck */
  CORSAGE_SEVERITY_NOTE = 4     /**< explains; changes nothing */
} corsage_severity;

/** A policy that is in order: what can decide. Immutable. */
typedef struct corsage_policy corsage_policy;

/** What is to be said of a policy file: every mistake at once, or warnings and notes about one that is in order. */
typedef struct corsage_mistakes corsage_mistakes;

/** One mistake, or one piece of advice. Its views live as long as the list that it is of. */
typedef struct corsage_mistake {
  corsage_severity severity; /**< CORSAGE_SEVERITY_BLOCK: a mistake; the policy is refused. Others are advice */
  corsage_text code;         /**< stable: "policy-origin-has-path"; see corsage_reason_find */
  corsage_text message;      /**< what happened and what would be right, in English, one line */
  corsage_text
      value;     /**< what the message is about: the offending text, or the name of what is missing; may be empty */
  size_t line;   /**< 1 is the first; 0: of no line */
  size_t column; /**< in bytes; 1 is the first */
  size_t length; /**< in bytes; 0 points between two */
} corsage_mistake;

/**
 * Compiles a policy file: TOML, its policy in the table [cors] (its keys are in corsage's docs/formats.md).
 *
 * @param toml      the file's bytes
 * @param mistakes  where to put the list of mistakes, then of warnings and notes, to be given to corsage_mistakes_free;
 *                  NULL where nobody wants it. Set to NULL where there is nothing to say.
 * @return the policy, to be given to corsage_policy_free; NULL where it has mistakes, or (no list then) memory is out
 */
CORSAGE_API corsage_policy* corsage_policy_compile(corsage_text toml, corsage_mistakes** mistakes);

/**
 * Gives the same policy once more, in time and memory that do not grow with it: so that somebody may go on deciding by it
 * while its first owner frees it. Who replaces a policy while others decide keeps the pointer under a lock, under which
 * each of them takes a share.
 *
 * @return to be given to corsage_policy_free; NULL where memory is out
 */
CORSAGE_API corsage_policy* corsage_policy_share(corsage_policy const* policy) CORSAGE_NONNULL(1);

/** Ends a policy, or one share of it; NULL is none. No decision by the last may be looked at any more. */
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
  size_t count;               /**< how many lines */
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
  CORSAGE_CLASS_NOT_CORS = 1,  /**< it has no Origin */
  CORSAGE_CLASS_PREFLIGHT = 2, /**< OPTIONS with Origin and Access-Control-Request-Method */
  CORSAGE_CLASS_ACTUAL = 3     /**< any other with Origin */
} corsage_request_class;

/** Who gives the answer to which a decision's header lines belong. */
typedef enum corsage_answered_by {
  CORSAGE_ANSWERED_BY_POLICY = 1, /**< answer at once, with the decision's status, its lines, and no body */
  CORSAGE_ANSWERED_BY_UPSTREAM =
      2 /**< the application answers, refused origins too; the lines go on whatever status it gives */
} corsage_answered_by;

/** A header line. */
typedef struct corsage_header {
  corsage_text name;  /**< as it is to be written */
  corsage_text value; /**< without white space around it */
} corsage_header;

/** Room for the header lines of one decision: no decision of this version of the library sets more. */
#define CORSAGE_MOST_HEADERS 48

/** What a policy says to one request. Its views live as long as the policy and the request's bytes. */
typedef struct corsage_decision {
  corsage_request_class request_class;          /**< what the request is to CORS */
  corsage_answered_by answered_by;              /**< who gives the answer */
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
 * decision, and merge Vary where `varies_by_origin` (corsage_vary). A line that was removed contradicts the policy unless
 * it was the only one of its name (names compare in any case), and its value is the decision's of that name, joined with
 * ", " where there are several.
 *
 * @param policy    any number of threads may decide by it at once
 * @param request   its lines may be any bytes; their order is that of the request
 * @param decision  set whole
 */
CORSAGE_API void corsage_policy_decide(corsage_policy const* policy, corsage_request const* request,
                                       corsage_decision* decision) CORSAGE_NONNULL(1, 2, 3);

/** Whether upstream's header lines of that name (in any case) go, because the policy decides what they say. */
CORSAGE_API bool corsage_is_decided(corsage_decision const* decision, corsage_text name) CORSAGE_NONNULL(1);

/**
 * The one value of Vary that says what upstream's lines of Vary say, and Origin: name by name, without doubles. `*` stays
 * (https://www.rfc-editor.org/rfc/rfc9110#name-vary).
 *
 * @param vary  the values of upstream's lines
 * @param room  where to write the value, without NUL; NULL where size is 0
 * @param size  how many bytes there is room for; nothing is written where they are too few
 * @return how many bytes the value has; 0 where memory is out
 */
CORSAGE_API size_t corsage_vary(corsage_lines vary, char* room, size_t size);

/* Reasons */

/** The page of a reason, in English; what stands in `backticks` is code. Its views live as long as the program. */
typedef struct corsage_reason {
  corsage_severity severity; /**< how much it matters */
  corsage_text header;       /**< the header concerned; may be empty */
  corsage_text title;        /**< one line */
  corsage_text explanation;  /**< a paragraph: what is checked, and why */
  corsage_text fix;          /**< a paragraph: what to do */
} corsage_reason;

/** Looks up the page of a decision's reason, of a cause, or of a mistake's code. False where there is no such page. */
CORSAGE_API bool corsage_reason_find(corsage_text token, corsage_reason* reason) CORSAGE_NONNULL(2);

/* Predictions */

/** Predicts what a page gets, as `corsage predict` does. */
typedef struct corsage_predictor corsage_predictor;

/** What a page gets, in a word. */
typedef enum corsage_verdict {
  CORSAGE_VERDICT_ALLOWED = 1,
  CORSAGE_VERDICT_BLOCKED = 2,
  CORSAGE_VERDICT_UNDETERMINED = 3, /**< the scenario does not say enough */
  CORSAGE_VERDICT_NO_SCENARIO = 4,  /**< the text is none: the outcome says what is wrong with it */
  CORSAGE_VERDICT_OUT_OF_MEMORY = 5 /**< there is no outcome */
} corsage_verdict;

/**
 * Where memory is out there is no predictor; but simdjson, which reads scenarios, ends the program where there is none left
 * for a few small objects that it makes when the program's first predictor is made.
 *
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
 *
 * @return what `outcome` says, in a word; CORSAGE_VERDICT_OUT_OF_MEMORY where there is none
 */
CORSAGE_API corsage_verdict corsage_predict(corsage_predictor* predictor, corsage_text scenario, corsage_text* outcome)
    CORSAGE_NONNULL(1, 3);

#ifdef __cplusplus
}
#endif

#endif
