using System.Text;
using Microsoft.Win32.SafeHandles;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>The list of who is told by the monitor: for root alone, since addresses of webhooks are secrets and a unit may be read by everybody.</summary>
/// <param name="calls">The system calls.</param>
/// <param name="statePath">The directory of the state.</param>
internal sealed class NotifyList(IFileCalls calls, string statePath)
{
    private const string Folder = "monitor";
    private const string Name = "notify";
    private const string NewName = "notify.new";
    private const string Explanation = "# Who Register-502Monitor -Notify named, one a line: mailto:, https://, syslog:. Each run reads it anew.";

    /// <summary>Its full path.</summary>
    public string FilePath => Path.Combine(statePath, Folder, Name);

    /// <summary>True when it holds just these.</summary>
    /// <exception cref="ChangeException">It may not be read.</exception>
    public bool Holds(IReadOnlyList<NotificationTarget> targets)
    {
        string? content = Read();
        return targets.Count == 0 ? content is null : content == TextOf(targets);
    }

    /// <summary>Those that it names, shown without their secrets.</summary>
    /// <exception cref="ChangeException">It may not be read.</exception>
    public string[] Names() => [.. Targets().Select(target => target.Name)];

    /// <summary>Writes it; removes it when it names nobody.</summary>
    /// <exception cref="ChangeException">It cannot be done.</exception>
    public void Write(IReadOnlyList<NotificationTarget> targets)
    {
        if (targets.Count == 0)
        {
            Remove();
            return;
        }

        using SafeFileHandle directory = OwnDirectory.Open(calls, statePath, Folder);
        Remove(directory, NewName);
        FileContent.WriteNew(calls, directory, NewName, Encoding.UTF8.GetBytes(TextOf(targets)), FilePath);
        CallFailures.Require(calls.Rename(directory, NewName, Name), "be put in place", FilePath);
    }

    /// <summary>Whom it names, to be written again if need be; none where it names nobody.</summary>
    /// <exception cref="ChangeException">It may not be read.</exception>
    public IReadOnlyList<NotificationTarget> Targets() => [.. (Read() ?? string.Empty).Split('\n').Select(line => NotificationTarget.TryParse(line, out NotificationTarget? target) ? target : null).OfType<NotificationTarget>()];

    private static string TextOf(IReadOnlyList<NotificationTarget> targets) => string.Join('\n', targets.Select(target => target.Text).Prepend(Explanation)) + "\n";

    private string? Read()
    {
        using SafeFileHandle? directory = OwnDirectory.OpenToRead(calls, Path.Combine(statePath, Folder));
        return directory is not null && FileContent.Read(calls, directory, Name, FilePath) is { } content ? Encoding.UTF8.GetString(content) : null;
    }

    private void Remove()
    {
        using (SafeFileHandle? directory = OwnDirectory.OpenToRead(calls, Path.Combine(statePath, Folder)))
        {
            if (directory is null)
            {
                return;
            }

            Remove(directory, Name);
        }

        using SafeFileHandle? parent = OwnDirectory.OpenToRead(calls, statePath);
        if (parent is not null)
        {
            _ = calls.RemoveDirectory(parent, Folder);
        }
    }

    private void Remove(SafeFileHandle directory, string name)
    {
        int error = calls.Remove(directory, name);
        CallFailures.Require(error == FileError.NoSuchFile ? 0 : error, "be removed", FilePath);
    }
}
