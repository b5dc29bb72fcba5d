# Completes the words of lrx; lrx itself says what fits.
_lrx() {
    local word
    COMPREPLY=()
    while IFS=$'\t' read -r word _; do
        if [[ $word == :files ]]; then
            compopt -o filenames 2>/dev/null
            while IFS= read -r word; do
                COMPREPLY+=("$word")
            done < <(compgen -f -- "${COMP_WORDS[COMP_CWORD]}")
        else
            # Readline puts in what it is given as it is, and a name may be anything.
            printf -v word %q "$word"
            COMPREPLY+=("$word")
        fi
    done < <("${COMP_WORDS[0]}" _complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _lrx lrx
