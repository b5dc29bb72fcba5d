#compdef lrx
# Completes the words of lrx; lrx itself says what fits.
_lrx() {
    local line files
    local -a found
    for line in "${(@f)$("${words[1]}" _complete "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
        if [[ $line == :files ]]; then
            files=yes
        elif [[ $line == *$'\t'* ]]; then
            found+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
        elif [[ -n $line ]]; then
            found+=("${line//:/\\:}")
        fi
    done
    (( $#found )) && _describe 'lrx' found
    [[ -n $files ]] && _files
    return 0
}
if [[ $funcstack[1] == _lrx ]]; then
    _lrx "$@"
else
    compdef _lrx lrx
fi
