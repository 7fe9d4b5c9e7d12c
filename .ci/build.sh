# Sourced by ./run, ./concord and ./test: builds the web app and the server, each only when its sources changed.
# What was built last is remembered as a fingerprint of the sources' content in .cache/.

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cache="$root/.cache"
app="$root/artifacts/app"
mkdir -p "$cache"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
# No compiler or build process may outlive the script (and keep its lock or its terminal).
export MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false

say() { printf '%s\n' "$*" >&2; }

die() {
    say "$*"
    exit 1
}

need_dotnet() {
    command -v dotnet >/dev/null || {
        [ -x "$HOME/.dotnet/dotnet" ] && export PATH="$HOME/.dotnet:$PATH" DOTNET_ROOT="$HOME/.dotnet" && return
        die "The .NET SDK 10 is missing: no 'dotnet' on the PATH. Maybe install it from https://dotnet.microsoft.com/download ?"
    }
}

need_sdk() {
    need_dotnet
    local version
    version="$(cd "$root" && dotnet --version 2>/dev/null)" \
        || die "'dotnet' is here, but no SDK that global.json accepts; found: $(cd / && dotnet --list-sdks | tr '\n' ' '). Maybe only the runtime or an older SDK is installed?"
    case "$version" in 10.*) ;; *) die "Concord needs the .NET SDK 10, 'dotnet --version' says $version." ;; esac
}

need_node() {
    command -v node >/dev/null && command -v npm >/dev/null \
        || die "Node 20 with npm is missing: no 'node' or 'npm' on the PATH. Maybe install it from https://nodejs.org ?"
    local version
    version="$(node --version)"
    [ "$(printf '%s' "${version#v}" | cut -d. -f1)" -ge 20 ] || die "Concord needs Node 20 or newer, 'node --version' says $version."
}

# The linear solver of the supply plan is a library of the operating system: Debian and Ubuntu have it as coinor-libclp1.
has_solver() {
    { ldconfig -p || /sbin/ldconfig -p; } 2>/dev/null | grep -q 'libClp\.so\.1 ' && return 0
    ls /usr/lib/libClp.so.1 /usr/lib/*/libClp.so.1 /usr/lib64/libClp.so.1 /usr/local/lib/libClp.so.1 >/dev/null 2>&1
}

# Without it everything but the supply plan works: that is worth a message, not an end.
install_solver() {
    [ "$(uname -s)" = Linux ] || return 0
    ! has_solver || return 0
    local sudo=()
    [ "$(id -u)" = 0 ] || sudo=(sudo -n)
    say "Installing the linear solver COIN-OR CLP …"
    { "${sudo[@]}" apt-get update -qq && "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends coinor-libclp1; } >"$cache/solver.log" 2>&1 </dev/null \
        || { say "The linear solver could not be installed (see $cache/solver.log); supply plans need it. Maybe run as root: apt-get update && apt-get install coinor-libclp1"; return 1; }
}

# The content of files and folders as one hash; what a build writes is left out.
fingerprint() {
    (cd "$root" && { find "$@" \( -name bin -o -name obj -o -name node_modules -o -name TestResults \) -prune -o -type f -print0 2>/dev/null || true; } \
        | LC_ALL=C sort -z | xargs -0 -r sha256sum | sha256sum | cut -c1-32)
}

# Runs a command with its output in a log, which is shown when the command fails.
quietly() {
    local log="$1"
    shift
    "$@" >"$log" 2>&1 </dev/null || {
        local code=$?
        cat "$log" >&2
        say "'$*' failed (exit code $code)."
        return 1
    }
}

# One build at a time, whoever asks for it. Children do not inherit the lock.
locked() (
    exec 9>"$cache/build.lock"
    flock 9
    "$@" 9>&-
)

install_web_packages() {
    [ -f "$root/web/package-lock.json" ] || return 0
    local print
    print="$(fingerprint web/package-lock.json)"
    if [ ! -d "$root/web/node_modules" ] || [ "$(cat "$cache/packages.stamp" 2>/dev/null)" != "$print" ]; then
        need_node
        say "Installing the web app's packages …"
        quietly "$cache/packages.log" npm --prefix "$root/web" ci --no-audit --no-fund || return 1
        printf '%s' "$print" >"$cache/packages.stamp"
    fi
}

build_web_unlocked() {
    [ -f "$root/web/package.json" ] || return 0
    local print
    print="$(fingerprint web)"
    if [ ! -f "$root/src/Concord.App/wwwroot/index.html" ] || [ "$(cat "$cache/web.stamp" 2>/dev/null)" != "$print" ]; then
        install_web_packages || return 1
        need_node
        say "Building the web app …"
        quietly "$cache/web.log" npm --prefix "$root/web" run build || return 1
        printf '%s' "$print" >"$cache/web.stamp"
    fi
}

# Publishes beside the running copy and swaps the folders, so that a server that runs keeps its files until it ends.
build_server_unlocked() {
    local print
    print="$(fingerprint src samples Directory.Build.props Directory.Packages.props global.json .editorconfig)"
    if [ ! -f "$app/concord.dll" ] || [ "$(cat "$cache/server.stamp" 2>/dev/null)" != "$print" ]; then
        need_sdk
        install_solver || true
        say "Building the server …"
        rm -rf "$app.next"
        (cd "$root" && quietly "$cache/server.log" dotnet publish src/Concord.App/Concord.App.csproj -c Release -o "$app.next" --nologo -v quiet) || return 1
        rm -rf "$app.old"
        [ ! -d "$app" ] || mv "$app" "$app.old"
        mv "$app.next" "$app"
        rm -rf "$app.old"
        printf '%s' "$print" >"$cache/server.stamp"
    fi
}

build_web() { locked build_web_unlocked; }
build_server() { locked build_server_unlocked; }
