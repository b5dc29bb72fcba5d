# Completes the words of lrx; lrx itself says what fits.
function __lrx_complete
    set -l typed (commandline -opc)
    set -l current (commandline -ct)
    set -l found ($typed[1] _complete $typed[2..-1] "$current" 2>/dev/null)
    if contains -- :files $found
        __fish_complete_path "$current"
    end
    string match -v -- :files $found
end
complete -c lrx -f -a '(__lrx_complete)'
