using System.Management.Automation;
using System.Text;
using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Rules;

/// <summary>What every cmdlet's objects look like, here and after a journey through remoting.</summary>
public sealed class ViewRuleTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Open();

    public static TheoryData<string> Cmdlets => CmdletSample.Names;

    public void Dispose() => _session.Dispose();

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Tables_and_lists_fit_into_80_columns(string cmdlet)
    {
        string path = CmdletSample.Of(cmdlet).LogPath;
        string table = _session.Show($"{cmdlet} $args[0]", path);
        string list = _session.Show($"{cmdlet} $args[0] | Format-List", path);

        Assert.All((table + list).Split('\n'), line => Assert.True(line.TrimEnd().Length <= 80, line));
        Assert.Contains("----", table);
        Assert.DoesNotContain("----", list);
        Assert.DoesNotContain("Nginx502.", table + list);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void What_strangers_write_never_reaches_the_terminal_raw(string cmdlet)
    {
        using var folder = new TemporaryFolder();
        string log = folder.Write("hostile\u001b[2J.log", CmdletSample.Of(cmdlet).Hostile, "\u001b[31mnot a record\u202e");
        string properties = $"{cmdlet} -LiteralPath $args[0] -Verbose | ForEach-Object {{ foreach ($p in $_.psobject.Properties) {{ \"$($p.Value)\" }}; \"$_\" }}";
        _session.Host.IsInteractive = true;

        string shown = string.Concat(
            _session.Show($"{cmdlet} -LiteralPath $args[0] -Verbose", log),
            _session.Show($"{cmdlet} -LiteralPath $args[0] | Format-List", log),
            _session.Show(properties, log),
            _session.Show($"{cmdlet} -LiteralPath $args[0]", log + "\u009bmissing"),
            _session.Show($"{cmdlet} -Path $args[0]", "/nowhere\u001b/*.log"),
            _session.Show($"{cmdlet} -Since $args[0]", "\u001bnow"));

        Assert.Contains("x1B", shown);
        Rune[] raw = [.. shown.EnumerateRunes().Where(rune => rune.Value != '\n' && (Rune.IsControl(rune) || rune.Value is 0x202e))];
        Assert.True(raw.Length == 0, string.Join(' ', raw.Select(rune => $"U+{rune.Value:X4}").Distinct()) + "\n" + string.Join('\n', shown.Split('\n').Where(line => line.Contains('\u001b') || line.Contains('\u202e')).Select(SafeText.Escape)));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Objects_are_the_same_after_remoting(string cmdlet)
    {
        string path = CmdletSample.Of(cmdlet).LogPath;
        PSObject[] before = [.. _session.Invoke($"{cmdlet} $args[0]", path).Clean().Output];
        PSObject[] after = Travelled(before);

        Assert.Equal(before.Length, after.Length);
        foreach (string name in before[0].Properties.Select(property => property.Name))
        {
            // What a filter compares and a sort orders by.
            Assert.Equal(
                before.Select(item => Comparable(item.Properties[name].Value)),
                after.Select(item => Comparable(item.Properties[name]?.Value)));
        }
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void The_view_is_the_same_after_remoting(string cmdlet)
    {
        string path = CmdletSample.Of(cmdlet).LogPath;
        PSObject[] before = [.. _session.Invoke($"{cmdlet} $args[0]", path).Clean().Output];
        PSObject[] after = Travelled(before);

        Assert.Equal(_session.Show("$args[0]", [before]), _session.Show("$args[0]", [after]));
        Assert.Equal(_session.Show("$args[0] | Format-List", [before]), _session.Show("$args[0] | Format-List", [after]));
    }

    [Fact]
    public void Values_of_enums_travel_by_name()
    {
        string path = CmdletSample.Of("Get-NginxUpstreamError").LogPath;

        Assert.Equal(
            "BacklogFull",
            Travelled([.. _session.Invoke("Get-NginxUpstreamError $args[0]", path).Output])[0].Properties["Symptom"].Value);
        Assert.All(
            typeof(FpmEndpoint).Assembly.GetExportedTypes().Where(type => type.IsEnum && type.Namespace == "Nginx502"),
            type => Assert.Equal(
                Enum.GetNames(type)[0],
                _session.Invoke(
                    "[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($args[0]))",
                    Enum.GetValues(type).GetValue(0)).Clean().Output.Single().BaseObject));
    }

    private PSObject[] Travelled(PSObject[] objects) => [.. _session.Invoke(
        "foreach ($item in $args[0]) { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($item, 1)) }",
        [objects]).Clean().Output];

    private static string? Comparable(object? value) => value switch
    {
        null => null,
        PSObject { BaseObject: not PSCustomObject } wrapper => Comparable(wrapper.BaseObject),
        PSObject record => string.Join(", ", record.Properties.Select(property => $"{property.Name}={Comparable(property.Value)}")),
        DateTime time => time.ToUniversalTime().ToString("O"),
        string text => text,
        System.Collections.IDictionary map => string.Join(", ", map.Keys.Cast<object>().Select(key => $"{key}={Comparable(map[key])}").Order()),
        System.Collections.IEnumerable list => "[" + string.Join("; ", list.Cast<object?>().Select(Comparable)) + "]",
        IFormattable formattable => formattable.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        FpmEndpoint endpoint => endpoint.ToString(),
        _ => string.Join(", ", PSObject.AsPSObject(value).Properties.Select(property => $"{property.Name}={Comparable(property.Value)}")),
    };
}
