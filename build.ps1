#!/usr/bin/env pwsh
# Runs one task of the build program: ./build.ps1 Build | Test | Demo | Help | Package | Publish FEED | Bench | Clean
dotnet run --project "$PSScriptRoot/tools/Build" -- @args
exit $LASTEXITCODE
