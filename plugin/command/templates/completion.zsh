#compdef sipexplain
#
# Completion of sipexplain for zsh. Generated from its options and its catalogue.
#
# SPDX-License-Identifier: GPL-2.0-or-later

# words and CURRENT count from the first word that is no option.
_sipexplain_words()
{
    local wanted=''
    local -a commands codes classes protocols findings causes

@lists.zsh@
    case ${(L)words[2]} in
@causes.zsh@
    esac
    if (( CURRENT == 1 )); then
        _describe -t commands command commands
        wanted=codes
    fi
    case ${words[1]}:$(( CURRENT - 1 )) in
@places@
    esac
    [[ -z $wanted ]] || _describe -t $wanted $wanted $wanted
}

_sipexplain()
{
    _arguments -S \
@options.zsh@
        '*::word:_sipexplain_words'
}

_sipexplain "$@"
