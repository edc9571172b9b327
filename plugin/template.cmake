# SPDX-License-Identifier: GPL-2.0-or-later
#
# Finishes the template that xgettext has made of the catalogue:
#   cmake -D NEW=made.pot -D TEMPLATE=data/po/sipexplain.pot -P template.cmake
# What begins with it (msginit) is in UTF-8, whatever the locale. Where nothing
# but the date is new, the template stays as it is.

set(head "# Template for translations of the sipexplain catalogue; data/po/README.md says how to use it.
# This file is distributed under the same license as the sipexplain package.
#
# SPDX-License-Identifier: GPL-2.0-or-later
#
")
file(READ ${NEW} new)
string(REPLACE "charset=CHARSET" "charset=UTF-8" new "${new}")
string(REGEX REPLACE "^(#[^\n]*\n)*(#, fuzzy\nmsgid)" "${head}\\2" new "${new}")
set(old "")
if(EXISTS ${TEMPLATE})
    file(READ ${TEMPLATE} old)
endif()
set(date "\"POT-Creation-Date:[^\n]*\n")
string(REGEX REPLACE "${date}" "" new_texts "${new}")
string(REGEX REPLACE "${date}" "" old_texts "${old}")
if(NOT new_texts STREQUAL old_texts)
    file(WRITE ${TEMPLATE} "${new}")
endif()
