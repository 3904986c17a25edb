# Imports the built package, never the sources: `BeforeAll { . $PSScriptRoot/Common.ps1 }`. Works in pwsh and in the
# bare engine, so it uses no cmdlet beyond the engine's own.

$repository = [IO.Path]::GetFullPath("$PSScriptRoot/../..")
$output = [IO.Path]::Combine($repository, 'output', 'Nginx502')
$manifests = @(if ([IO.Directory]::Exists($output)) { [IO.Directory]::GetFiles($output, 'Nginx502.psd1', 'AllDirectories') })
if ($manifests.Count -ne 1) {
    throw "$output holds $($manifests.Count) packages and must hold one. Run ./build.sh Build."
}

# An old package would let tests pass on code that is no longer there.
foreach ($part in @{ Assembly = 'Nginx502.Core.dll'; Source = 'src/Core' }, @{ Assembly = 'Nginx502.dll'; Source = 'src/Cmdlets' }) {
    $built = [IO.Path]::Combine([IO.Path]::GetDirectoryName($manifests[0]), 'bin', 'net8.0', $part.Assembly)
    if (-not [IO.File]::Exists($built)) { throw "$built is not there. Run ./build.sh Build." }
    foreach ($file in [IO.Directory]::GetFiles([IO.Path]::Combine($repository, $part.Source), '*.cs', 'AllDirectories')) {
        if ($file -notmatch '/(bin|obj)/' -and [IO.File]::GetLastWriteTimeUtc($file) -gt [IO.File]::GetLastWriteTimeUtc($built)) {
            throw "$built is older than $file. Run ./build.sh Build."
        }
    }
}

Import-Module $manifests[0] -ErrorAction Stop

# The journal of a test is never that of the machine. Root's must lie where root alone can write.
if (-not $env:NGINX502_STATE_DIRECTORY) {
    $env:NGINX502_STATE_DIRECTORY = [IO.Path]::Combine($(if ([Environment]::IsPrivilegedProcess) { '/var/lib' } else { [IO.Path]::GetTempPath().TrimEnd('/') }), "nginx502-test-$PID")
}

$server = [IO.Path]::Combine($repository, 'samples', 'server')

# A copy of the sample server that a test may change.
function Copy-SampleServer([string] $Destination) {
    foreach ($file in [IO.Directory]::GetFiles($server, '*', 'AllDirectories')) {
        $copy = [IO.Path]::Combine($Destination, [IO.Path]::GetRelativePath($server, $file))
        $null = [IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($copy))
        [IO.File]::Copy($file, $copy, $true)
    }
}
