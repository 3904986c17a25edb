namespace Nginx502.Recovery;

/// <summary>Where this module keeps what a reboot may take: locks, and what somebody asked of it for a while.</summary>
internal static class RuntimePlace
{
    private const string Name = "nginx502";

    /// <summary>
    /// The directory: <c>run</c> below what <see cref="StateFolder.Variable"/> names, else <c>/run/nginx502</c> for root, else
    /// <c>$XDG_RUNTIME_DIR/nginx502</c>, or <c>run</c> in the user's own state.
    /// </summary>
    public static string DefaultRoot()
    {
        if (Environment.GetEnvironmentVariable(StateFolder.Variable) is ['/', ..] named)
        {
            return Path.Combine(named, "run");
        }

        return Environment.IsPrivilegedProcess ? "/run/" + Name
            : Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is ['/', ..] home ? Path.Combine(home, Name)
            : Path.Combine(StateFolder.DefaultRoot(), "run");
    }
}
