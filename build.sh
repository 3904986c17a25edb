#!/bin/sh
# Runs one task of the build program: ./build.sh Build | Test | Demo | Help | Package | Publish FEED | Bench | Clean
exec dotnet run --project "$(dirname -- "$0")/tools/Build" -- "$@"
