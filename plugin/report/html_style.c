/* html_style.c
 * How the report looks as a page
 *
 * Text against its background has a contrast of 4.5 at the least, which WCAG
 * 2.2 asks for at level AA. Paper is white, whatever the screen is.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/html_style.h"

const char html_style[] =
    ":root{color-scheme:light;--page:#fff;--card:#f6f7f9;--line:#c9ced6;--text:#1b1f24;--muted:#535c67;--bad:#b3201b;"
    "--good:#17692f;--link:#0b50b8;--code:#e9ecf1}\n"
    "@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;--page:#15181c;--card:#1d2126;--line:#3d444d;"
    "--text:#e6e8eb;--muted:#a7afb9;--bad:#ff8f85;--good:#6fd08c;--link:#8db9ff;--code:#2a3037}}\n"
    "*{box-sizing:border-box}\n"
    "body{margin:0 auto;max-width:72rem;padding:1rem 1.5rem 2rem;background:var(--page);color:var(--text);"
    "font:1rem/1.5 system-ui,\"Segoe UI\",Roboto,\"Noto Sans\",\"Noto Sans CJK JP\",sans-serif;overflow-wrap:anywhere}\n"
    "h1{margin:.5rem 0;font-size:1.7rem;line-height:1.25}\n"
    "h2{margin:2rem 0 .75rem;padding-bottom:.25rem;border-bottom:1px solid var(--line);font-size:1.3rem;line-height:1.3}\n"
    "h3{margin:0 0 .5rem;font-size:1.1rem;line-height:1.35}\n"
    "p{margin:.35rem 0;max-width:52rem}\n"
    "ul{margin:.35rem 0;padding-left:1.25rem}\n"
    "li{margin:.35rem 0}\n"
    "a{color:var(--link)}\n"
    ":focus-visible{outline:3px solid var(--link);outline-offset:2px}\n"
    "code{padding:.1em .35em;border-radius:.25rem;background:var(--code);"
    "font:.9em/1.5 ui-monospace,\"DejaVu Sans Mono\",Consolas,monospace}\n"
    ".name{color:var(--muted);font-weight:600}\n"
    ".messages,.totals,footer{color:var(--muted)}\n"
    ".verdict{margin-top:1.25rem;padding:.75rem 1rem;border-left:.4rem solid var(--line);background:var(--card);"
    "font-size:1.15rem;font-weight:600}\n"
    ".clear{border-color:var(--good)}\n"
    ".problem{margin:1rem 0;padding:1rem 1.25rem;border:1px solid var(--line);border-left:.4rem solid var(--bad);"
    "border-radius:.3rem;background:var(--card)}\n"
    ".diagnosis{margin:.6rem 0;font-size:1.05rem}\n"
    ".words{padding-left:.75rem;border-left:.2rem solid var(--line);"
    "font-family:ui-monospace,\"DejaVu Sans Mono\",Consolas,monospace;font-size:.9rem}\n"
    "table{border-collapse:collapse}\n"
    "caption{padding:.35rem 0;text-align:left}\n"
    "th,td{padding:.3rem .9rem .3rem 0;text-align:left;vertical-align:top}\n"
    "th[scope=row]{font-weight:400}\n"
    ".ratios{margin-top:.75rem}\n"
    ".ratios td:nth-child(2){text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}\n"
    ".calls{width:100%;margin-top:.75rem}\n"
    ".calls th,.calls td{border-bottom:1px solid var(--line)}\n"
    ".calls thead th{color:var(--muted)}\n"
    ".calls tbody th{white-space:nowrap;font-variant-numeric:tabular-nums}\n"
    ".calls td:last-child{width:25%}\n"
    "figure{margin:.9rem 0 .2rem}\n"
    "figcaption{color:var(--muted);font-weight:600}\n"
    "footer{margin-top:2.5rem;padding-top:.5rem;border-top:1px solid var(--line);font-size:.9rem}\n"
    "@media (max-width:45rem){body{padding:.75rem .9rem 1.5rem}.problem{padding:.75rem .8rem}"
    ".calls,.calls tbody,.calls tr,.calls th,.calls td,.calls td:last-child{display:block;width:auto}"
    ".calls thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}"
    ".calls tr{padding:.5rem 0;border-bottom:1px solid var(--line)}"
    ".calls th,.calls td{padding:.1rem 0;border:0}"
    ".calls tbody th{color:var(--muted)}}\n"
    "@media print{body{max-width:none;padding:0;font-size:10pt}"
    ".problem{border-left-width:1.5mm}h2,h3,caption{break-after:avoid}figure,tr,li,.verdict{break-inside:avoid}"
    "a{color:inherit}}\n";
