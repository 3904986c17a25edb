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
        CmdletSample sample = CmdletSample.Of(cmdlet);
        string table = _session.Show(sample.Call, sample.Subject);
        string list = _session.Show(sample.Call + " | Format-List", sample.Subject);

        Assert.All((table + list).Split('\n'), line => Assert.True(line.TrimEnd().Length <= 80, line));
        Assert.Equal(sample.IsTable, table.Contains("----", StringComparison.Ordinal));
        Assert.DoesNotContain(list.Split('\n'), line => line.TrimStart().StartsWith("----", StringComparison.Ordinal));
        Assert.DoesNotContain("Nginx502.", table + list);
    }

    // Where no view is at hand, as in a host of its own, these stand for the object.
    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_few_properties_stand_for_the_object(string cmdlet)
    {
        CmdletSample sample = CmdletSample.Of(cmdlet);
        PSObject item = _session.Invoke(sample.Call, sample.Subject).Clean().Output[0];
        if (item.BaseObject.GetType().Namespace != "Nginx502")
        {
            return;
        }

        var standard = Assert.IsType<PSMemberSet>(item.Members["PSStandardMembers"]);
        var shown = Assert.IsType<PSPropertySet>(standard.Members["DefaultDisplayPropertySet"]);
        Assert.InRange(shown.ReferencedPropertyNames.Count, 3, 8);
        Assert.All(shown.ReferencedPropertyNames, name => Assert.NotNull(item.Properties[name]));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void What_strangers_write_never_reaches_the_terminal_raw(string cmdlet)
    {
        using var folder = new TemporaryFolder();
        CmdletSample sample = CmdletSample.Of(cmdlet);
        string subject = sample.MakeHostile(folder);
        string properties = sample.Call + " -Verbose | ForEach-Object { foreach ($p in $_.psobject.Properties) { \"$($p.Value)\" }; \"$_\" }";
        _session.Host.IsInteractive = true;

        string shown = string.Concat(
        [
            _session.Show(sample.Call + " -Verbose", subject),
            _session.Show(sample.Call + " | Format-List", subject),
            _session.Show(properties, subject),
            .. sample.HostileMistakes.Select(mistake => _session.Show(mistake.Call, mistake.Argument)),
        ]);

        Assert.Contains("x1B", shown);
        Rune[] raw = [.. shown.EnumerateRunes().Where(rune => rune.Value != '\n' && (Rune.IsControl(rune) || rune.Value is 0x202e))];
        Assert.True(raw.Length == 0, string.Join(' ', raw.Select(rune => $"U+{rune.Value:X4}").Distinct()) + "\n" + string.Join('\n', shown.Split('\n').Where(line => line.Contains('\u001b') || line.Contains('\u202e')).Select(SafeText.Escape)));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Objects_are_the_same_after_remoting(string cmdlet)
    {
        CmdletSample sample = CmdletSample.Of(cmdlet);
        PSObject[] before = [.. _session.Invoke(sample.Call, sample.Subject).Clean().Output];
        PSObject[] after = Travelled(before);

        Assert.Equal(before.Length, after.Length);
        foreach (string name in sample.Travelling ?? [.. before[0].Properties.Select(property => property.Name)])
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
        CmdletSample sample = CmdletSample.Of(cmdlet);
        PSObject[] before = [.. _session.Invoke(sample.Call, sample.Subject).Clean().Output];
        PSObject[] after = Travelled(before);

        Assert.Equal(_session.Show("$args[0]", [before]), _session.Show("$args[0]", [after]));
        Assert.Equal(_session.Show("$args[0] | Format-List", [before]), _session.Show("$args[0] | Format-List", [after]));
    }

    [Fact]
    public void Values_of_enums_travel_by_name()
    {
        string path = LogSample.Of("Get-NginxUpstreamError").Subject;

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
