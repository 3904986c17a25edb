using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Nginx502.Linux;

namespace Nginx502;

/// <summary>Plans to add a name to the hosts file of a machine, or to take it out again. Reads only.</summary>
public sealed class HostEntries
{
    private readonly FileTree _files;
    private readonly byte[]? _content;
    private readonly string? _problem;
    private readonly bool _force;
    private readonly ChangeApplies _applies;

    /// <summary>Reads the file.</summary>
    /// <param name="target">The machine, or the directory that stands for its <c>/</c>.</param>
    /// <param name="applies">How a change takes effect for whoever uses the name.</param>
    /// <param name="force">True to write where something else does too, beside another address, and to take out lines of others.</param>
    public HostEntries(GatewayTarget target, ChangeApplies applies, bool force)
    {
        ArgumentNullException.ThrowIfNull(target);
        _files = target.RootPath is { } root ? FileTree.At(root) : FileTree.Host;
        _content = _files.ReadBytes(HostsFile.Path, out _problem);
        (_applies, _force) = (applies, force);
    }

    /// <summary>The names in lines that this module added, safe to show.</summary>
    public IReadOnlyList<string> MarkedNames => [.. HostsFile.Parse(_content).Lines.Where(line => line.IsMarked).SelectMany(line => line.Names).Select(SafeText.Escape).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Plans to add a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="address">Its address.</param>
    public HostEntryPlan Add(string name, string address)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(address);
        HostEntryRefusal? refusedAddress = RefuseAddress(address, out IPAddress? wanted);
        if ((RefuseName(name) ?? refusedAddress ?? RefuseFile()) is { } refusal)
        {
            return HostEntryPlan.Refuse(refusal);
        }

        var hosts = HostsFile.Parse(_content);
        HostsLine[] lines = [.. hosts.Of(name)];
        if (Array.Exists(lines, line => line.Address.Equals(wanted)))
        {
            return new HostEntryPlan(new FileEdit(HostsFile.Path, _content, _content), [], null, []);
        }

        if (lines.Length > 0 && !_force)
        {
            return HostEntryPlan.Refuse(Conflict(name, wanted!, lines));
        }

        byte[] after = Append($"{wanted} {name} {HostsFile.Marker}");
        int line = Lines(after);
        return new HostEntryPlan(
            new FileEdit(HostsFile.Path, _content, after),
            [Setting(name, lines, Addresses([.. lines.Select(other => other.Address), wanted!]), line)],
            null,
            lines.Length == 0 ? [] : [$"{name} has several addresses now: {Addresses([.. lines.Select(other => other.Address), wanted!])}. Programs use all of them, nginx in turn."]);
    }

    /// <summary>Plans to take a name out: of the lines that this module added, with force of all.</summary>
    /// <param name="name">The name.</param>
    public HostEntryPlan Remove(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if ((RefuseName(name) ?? RefuseFile()) is { } refusal)
        {
            return HostEntryPlan.Refuse(refusal);
        }

        HostsLine[] lines = [.. HostsFile.Parse(_content).Of(name)];
        HostsLine[] others = [.. lines.Where(line => !line.IsMarked)];
        HostsLine[] removed = _force ? lines : [.. lines.Except(others)];
        if (removed.Length == 0)
        {
            return HostEntryPlan.Refuse(lines.Length == 0
                ? new HostEntryRefusal(HostEntryRefusalReason.HostEntryNotFound, $"{Place()} has no line with the name {Safe(name)}.", "See what is there: cat /etc/hosts.")
                : NotOurs(name, others));
        }

        var after = new List<byte>(_content!);
        foreach (HostsLine line in Enumerable.Reverse(removed))
        {
            byte[] rest = line.Names.Count == 1 ? [] : Encoding.Latin1.GetBytes(Without(Encoding.Latin1.GetString(_content!.AsSpan(line.Start, line.End - line.Start)), name));
            after.RemoveRange(line.Start, line.End - line.Start);
            after.InsertRange(line.Start, rest);
        }

        IPAddress[] kept = [.. lines.Except(removed).Select(line => line.Address)];
        return new HostEntryPlan(
            new FileEdit(HostsFile.Path, _content, after.ToArray()),
            [Setting(name, lines, kept.Length == 0 ? null : Addresses(kept), removed[0].LineNumber)],
            null,
            kept.Length == 0 ? [] : [$"{name} stays in {Where(others)}, which Add-GatewayHostEntry did not add; -Force takes it out there too."]);
    }

    private HostEntryRefusal? RefuseFile()
    {
        if (_content is null)
        {
            return new HostEntryRefusal(HostEntryRefusalReason.HostsFileNotReadable, $"{Place()} {_problem}.", "Make it again with the line: 127.0.0.1 localhost.");
        }

        return !_force && CloudInitHosts.WrittenBy(_files) is { } path
            ? new HostEntryRefusal(
                HostEntryRefusalReason.ManagedFile,
                $"{Place()} is not changed: cloud-init writes it anew at each boot (manage_etc_hosts in {SafeText.Escape(path)}), and the change would be lost.",
                "Make the change in the template below /etc/cloud/templates, or set manage_etc_hosts: localhost there. -Force makes it here all the same, until the next boot.")
            : null;
    }

    private static HostEntryRefusal? RefuseName(string name) =>
        HostName.ProblemOf(name) is { } problem
            ? new HostEntryRefusal(HostEntryRefusalReason.HostNameInvalid, $"'{Safe(name)}' {problem}.", "Give the name as nginx's configuration has it, without port and scheme: -Name php.")
        : HostName.IsLoopback(name)
            ? new HostEntryRefusal(HostEntryRefusalReason.HostNameIsLoopback, $"{Safe(name)} always means this machine; much relies on it.", "Choose a name of its own for the other host.")
        : null;

    private static HostEntryRefusal? RefuseAddress(string text, out IPAddress? address)
    {
        bool isWhole = text.Contains(':', StringComparison.Ordinal) ? !text.Contains('%', StringComparison.Ordinal) : text.Count(letter => letter == '.') == 3;
        string? problem = !isWhole || !IPAddress.TryParse(text, out address) || !IsPlain(text, address) ? "is no IPv4 or IPv6 address"
            : address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) ? "means every address, and no host"
            : address.Equals(IPAddress.Broadcast) || IsMulticast(address) ? "is no address of one host"
            : null;
        address = problem is null ? IPAddress.Parse(text) : null;
        return problem is null ? null : new HostEntryRefusal(HostEntryRefusalReason.AddressInvalid, $"'{Safe(text)}' {problem}.", "Give it as 10.0.0.5 or fd00::5, without a port.");
    }

    // 010.0.0.5 is octal for some programs and decimal for others.
    private static bool IsPlain(string text, IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? !text.Contains('[', StringComparison.Ordinal) : address.ToString() == text;

    private static bool IsMulticast(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? address.IsIPv6Multicast : address.GetAddressBytes()[0] is >= 224 and < 240;

    private HostEntryRefusal Conflict(string name, IPAddress wanted, HostsLine[] lines)
    {
        bool areOurs = lines.All(line => line.IsMarked);
        return new HostEntryRefusal(
            HostEntryRefusalReason.HostEntryConflict,
            $"{Safe(name)} is in {Where(lines)} with {Addresses(lines.Select(line => line.Address))} already; with {wanted} beside it nginx would use both.",
            $"Take the other out first: Remove-GatewayHostEntry -Name {Safe(name)}{(areOurs ? string.Empty : " -Force")}. -Force here adds the address beside it.");
    }

    private HostEntryRefusal NotOurs(string name, HostsLine[] lines) => new(
        HostEntryRefusalReason.HostEntryNotOurs,
        $"{Safe(name)} is in {Where(lines)} with {Addresses(lines.Select(line => line.Address))}, which Add-GatewayHostEntry did not add.",
        "See who did, and why. -Force takes the name out all the same.");

    private SettingChange Setting(string name, HostsLine[] before, string? after, int line) => new(
        name, before.Length == 0 ? null : Addresses(before.Select(other => other.Address)), after, WasDefault: false, HostsFile.Path, line, Scope, _applies);

    /// <summary>What the changes of names are called in the journal.</summary>
    internal const string Scope = "hosts";

    // With the ends of lines that the file has.
    private byte[] Append(string line)
    {
        string text = Encoding.Latin1.GetString(_content!);
        string end = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        string gap = text.Length == 0 || text.EndsWith('\n') ? string.Empty : end;
        return [.. _content!, .. Encoding.Latin1.GetBytes(gap + line + end)];
    }

    // One name of several: what else stands in the line stays as it is.
    private static string Without(string line, string name)
    {
        int comment = line.IndexOf('#', StringComparison.Ordinal);
        string head = comment < 0 ? line : line[..comment];
        for (int at = head.IndexOf(name, StringComparison.OrdinalIgnoreCase); at > 0; at = head.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            int end = at + name.Length;
            if (char.IsWhiteSpace(head[at - 1]) && (end == head.Length || char.IsWhiteSpace(head[end])))
            {
                int start = at;
                while (start > 0 && head[start - 1] is ' ' or '\t')
                {
                    start--;
                }

                return line.Remove(start, end - start);
            }
        }

        return line;
    }

    private static int Lines(byte[] content) => content.AsSpan().Count((byte)'\n');

    private string Place() => _files.IsHost ? HostsFile.Path : SafeText.Escape(Path.TrimEndingDirectorySeparator(_files.RootPath) + HostsFile.Path);

    private string Where(HostsLine[] lines) =>
        $"{Place()}, line{(lines.Length == 1 ? string.Empty : "s")} {string.Join(", ", lines.Select(line => line.LineNumber.ToString(CultureInfo.InvariantCulture)))}";

    private static string Addresses(IEnumerable<IPAddress> addresses) => string.Join(", ", addresses.Distinct());

    private static string Safe(string text) => SafeText.Escape(text);
}
