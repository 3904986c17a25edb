namespace Nginx502.Lab.Faults;

/// <summary>A regular file lies at the socket's path: the kernel refuses as if nobody listened.</summary>
public sealed class FileInPlaceOfSocket : Fault
{
    /// <inheritdoc/>
    public override string Title => "File in place of the socket";

    /// <inheritdoc/>
    public override string Story => "a regular file lies where the socket should be.";

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<LabResponse>> ProvokeAsync(LabSite site)
    {
        site.Fpm.Stop();
        LabDirectory.Write(site.Directory.Run, Path.GetFileName(site.Pool.Listen), "");

        // As if it belonged to the worker: what is asked here is what connect() says of a file, not of its mode.
        File.SetUnixFileMode(site.Pool.Listen, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite);
        return [await site.GetAsync("/hello.php").ConfigureAwait(false)];
    }
}
