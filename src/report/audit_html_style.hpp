#pragma once

#include <string_view>

namespace corsage::report {

/// How the page of an audit looks, by day and by night, on a desk and on a phone.
inline constexpr std::string_view audit_html_style = R"css(
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #fff; --text: #1b1f24; --faint: #57606a; --line: #d5dae1; --code: #eef1f5;
  --high: #b3122a; --medium: #9a4a00; --low: #6b5900; --info: #2b5b8c; --good: #17663a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12151a; --card: #1b2027; --text: #e6e9ee; --faint: #a0a9b5; --line: #343c47; --code: #262d36;
    --high: #ff8b93; --medium: #ffb26b; --low: #e3cf6a; --info: #8fc3f7; --good: #7fd6a1;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; }
h2 { font-size: 1.1rem; margin: 0; overflow-wrap: anywhere; }
h3 { font-size: 1rem; margin: 1rem 0 .25rem; }
summary h3 { display: inline; margin: 0; }
p { margin: .5rem 0; overflow-wrap: anywhere; }
.faint { color: var(--faint); font-size: .9rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem; margin: 1rem 0; }
.card.high { border-left: .35rem solid var(--high); } .card.medium { border-left: .35rem solid var(--medium); }
.card.low { border-left: .35rem solid var(--low); } .card.info { border-left: .35rem solid var(--info); }
.clean { margin: .3rem 0; } .clean b { color: var(--good); } .clean.partly b { color: var(--medium); }
ul.counts { display: flex; flex-wrap: wrap; gap: .75rem; list-style: none; margin: 1rem 0; padding: 0; }
ul.counts li { min-width: 5.5rem; border: 1px solid var(--line); border-radius: .5rem; padding: .4rem .75rem; }
ul.counts b { display: block; font-size: 1.6rem; line-height: 1.2; }
.badge { display: inline-block; min-width: 4.8rem; border: 1px solid currentColor; border-radius: 1rem; padding: 0 .6rem;
  font-size: .8rem; font-weight: 700; text-align: center; }
.high > .badge, ul.counts .high { color: var(--high); } .medium > .badge, ul.counts .medium { color: var(--medium); }
.low > .badge, ul.counts .low { color: var(--low); } .info > .badge, ul.counts .info { color: var(--info); }
details { border-top: 1px solid var(--line); margin-top: .75rem; padding-top: .75rem; }
summary { cursor: pointer; overflow-wrap: anywhere; }
summary code { color: var(--faint); }
code, pre { font-family: ui-monospace, "DejaVu Sans Mono", Consolas, monospace; font-size: .875em; }
code { background: var(--code); border-radius: .25rem; padding: .1em .3em; overflow-wrap: anywhere; }
pre { background: var(--code); border-radius: .4rem; padding: .6rem .75rem; margin: .5rem 0; overflow-x: auto; }
pre.exchange { white-space: pre-wrap; overflow-wrap: anywhere; }
pre .sent { color: var(--info); }
dl { display: grid; grid-template-columns: 5rem 1fr; gap: .35rem 1rem; margin: .75rem 0; }
dt { color: var(--faint); } dd { margin: 0; min-width: 0; overflow-wrap: anywhere; } dd pre { margin: 0; }
@media (max-width: 36rem) {
  main { padding: 1rem .6rem 3rem; } .card { padding: .75rem; }
  dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; }
}
@media print { details:not([open]) > * { display: revert; } pre { white-space: pre-wrap; } }
)css";

}  // namespace corsage::report
