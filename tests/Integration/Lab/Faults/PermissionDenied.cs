namespace Nginx502.Lab.Faults;

/// <summary>The socket belongs to another user, and the nginx worker may not connect.</summary>
public sealed class PermissionDenied : Fault
{
    /// <inheritdoc/>
    public override string Title => "Permission denied";

    /// <inheritdoc/>
    public override string Story => "the user of the nginx worker may not use the socket.";

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<LabResponse>> ProvokeAsync(LabSite site)
    {
        if (LabUser.IsRoot)
        {
            UnixCall.ChangeOwner(site.Pool.Listen, LabUser.Root);
            File.SetUnixFileMode(site.Pool.Listen, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        else
        {
            // nginx runs as the socket's owner here, who is kept out by a mode without any right.
            File.SetUnixFileMode(site.Pool.Listen, UnixFileMode.None);
        }

        return [await site.GetAsync("/hello.php").ConfigureAwait(false)];
    }
}
