# Completion of sipexplain for bash. Generated from its options and its catalogue.
#
# SPDX-License-Identifier: GPL-2.0-or-later

_sipexplain()
{
    local current=${COMP_WORDS[COMP_CWORD]} word wanted='' options commands codes classes protocols findings causes=''
    local -a words=()

@options.bash@
@lists.bash@
    # What stands before the cursor, without options.
    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        [[ $word == -* ]] || words+=("$word")
    done
    case ${words[0]-}:${#words[@]} in
    :0)
        commands="$commands $codes"
        wanted=commands
        ;;
@places@
    esac
    word=${words[1]-}
    case ${word,,} in
@causes.bash@
    esac
    [[ $current != -* ]] || wanted=options

    COMPREPLY=()
    [[ -z $wanted ]] || mapfile -t COMPREPLY < <(compgen -W "${!wanted}" -- "$current")
}

complete -F _sipexplain sipexplain
