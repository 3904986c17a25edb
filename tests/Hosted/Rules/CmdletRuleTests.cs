using System.Collections;
using System.Management.Automation;
using System.Reflection;
using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Rules;

/// <summary>What every cmdlet does with what it is given, and with nothing.</summary>
public sealed class CmdletRuleTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Open();

    public static TheoryData<string> Cmdlets => CmdletSample.Names;

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Every_cmdlet_has_a_sample() => Assert.Equal(
        _session.Invoke("Get-Command -Module Nginx502 -CommandType Cmdlet").Clean().As<CmdletInfo>().Select(cmdlet => cmdlet.Name).Order(),
        CmdletSample.All.Select(sample => sample.Cmdlet).Order());

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void An_empty_pipeline_does_nothing(string cmdlet) => Assert.Empty(_session.Invoke($"@() | {CmdletSample.Of(cmdlet).Alone}").Clean().Output);

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void What_is_written_is_what_OutputType_says(string cmdlet)
    {
        CmdletSample sample = CmdletSample.Of(cmdlet);
        PSObject[] written = [.. _session.Invoke(sample.Call, sample.Subject).Clean().Output];
        IReadOnlyList<PSTypeName> declared = _session.Invoke($"Get-Command {cmdlet}").Clean().As<CmdletInfo>().Single().OutputType;

        Assert.NotEmpty(written);
        Assert.All(written, item => Assert.Contains(declared, type => type.Type == item.BaseObject.GetType()));
    }

    // PowerShell indexes an array, and takes what C# makes for IReadOnlyList as one object: $_.Remedies[0] would be all of them.
    [Fact]
    public void Lists_in_what_is_written_are_arrays()
    {
        var types = new HashSet<Type>();
        var left = new Queue<Type>(_session.Invoke("(Get-Command -Module Nginx502).OutputType").Clean().As<PSTypeName>().Select(name => name.Type));
        var lists = new List<PropertyInfo>();
        while (left.TryDequeue(out Type? type))
        {
            if (types.Add(type) && type.Namespace == "Nginx502")
            {
                lists.AddRange(type.GetProperties().Where(property => property.PropertyType != typeof(string) && property.PropertyType.IsAssignableTo(typeof(IEnumerable))));
                Array.ForEach(type.GetProperties(), property => left.Enqueue(property.PropertyType.GetElementType() ?? property.PropertyType));
            }
        }

        Assert.NotEmpty(lists);
        Assert.All(lists, list => Assert.True(list.PropertyType.IsArray || list.PropertyType.Name == "IReadOnlyDictionary`2", $"{list.DeclaringType} {list.Name}"));
    }
}
