# shellcheck shell=bash
# The release build, skipped when no source is newer than the last one. Sourced after place.sh, in the project's folder.

binary=.build/release/guichet

# What the compiler says while nobody watches is only what is wrong.
quiet=()
[ -t 2 ] || quiet=(--quiet)

# Folders are compared too: a deleted file changes nothing else.
release_current() {
    [ -x "$binary" ] && [ -e .build/release-built ] \
        && [ -z "$(find Package.swift Core Queues Workers Ops \( -path Ops/Docs -o -path Ops/Deploy \) -prune \
            -o -newer .build/release-built -print -quit)" ]
}

release_build() {
    if release_current; then return; fi
    say "building (release)"
    mkdir -p .build
    touch .build/release-building
    swift build "${quiet[@]}" -c release --product guichet >&2 || give_up 70 "the build failed; its messages are above"
    mv .build/release-building .build/release-built
    say "built"
}
