#!/bin/sh
# Renders test/fixtures/spoken.wav, the visitor of the tests: a 1000 Hz tone, a sentence, a 1500 Hz tone, silence.
# Needs Debian's espeak-ng and sox; the result is committed, so tests need neither.
set -eu
out=$(dirname "$0")/../test/fixtures/spoken.wav
dir=$(mktemp -d)
espeak-ng -v en-us -s 160 -w "$dir/words.wav" "Hello, can you help me choose a bicycle for my daughter?"
sox -n -r 48000 -c 1 -b 16 "$dir/low.wav" synth 0.25 sine 1000 vol 0.4 fade 0.01 0.25 0.01
sox -n -r 48000 -c 1 -b 16 "$dir/high.wav" synth 0.25 sine 1500 vol 0.4 fade 0.01 0.25 0.01
sox "$dir/words.wav" -r 48000 -c 1 -b 16 "$dir/words48.wav" norm -6
sox "$dir/low.wav" "$dir/words48.wav" "$dir/high.wav" -r 48000 -c 1 -b 16 "$out" pad 0.4 1.6
rm -r "$dir"
