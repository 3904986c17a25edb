using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Rules;

/// <summary>The public contract: what the package holds, exports and takes. It changes on purpose only.</summary>
public sealed class SurfaceTests
{
    private static readonly string[] OwnAssemblies = ["Nginx502.Core.dll", "Nginx502.dll"];

    [Fact]
    public void The_manifest_exports_every_cmdlet_and_nothing_else()
    {
        using var session = ModuleSession.Open();
        PSModuleInfo module = session.Invoke("Test-ModuleManifest $args[0]", Package.Manifest).Clean().As<PSModuleInfo>().Single();

        Assert.Equal(Cmdlets().Select(NameOf).Order(), module.ExportedCmdlets.Keys.Order());
        Assert.Equal(Cmdlets().Select(NameOf).Order(), session.Invoke("Get-Command -Module Nginx502 -CommandType Cmdlet").Clean().Output.Select(command => command.ToString()).Order());
        Assert.Empty(module.ExportedFunctions);
        Assert.Empty(module.ExportedVariables);
        Assert.Equal(["Invoke-Nginx502Recovery"], module.ExportedAliases.Keys);
    }

    [Fact]
    public void The_package_holds_only_what_is_ours()
    {
        Assert.Equal(OwnAssemblies, Directory.GetFiles(Package.Binaries, "*.dll").Select(Path.GetFileName).Order());
        Assert.All(
            Directory.GetFiles(Package.Binaries).Select(path => Path.GetFileName(path)),
            name => Assert.True(OwnAssemblies.Contains(name) || name.EndsWith(".pdb") || name == "Nginx502.deps.json", name));
        Assert.Empty(Directory.GetFiles(Package.Root, "System.Management.Automation*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Cmdlets_are_sealed_and_named_after_what_is_typed() => Assert.All(Cmdlets(), cmdlet =>
    {
        Assert.True(cmdlet.IsSealed, cmdlet.Name);
        Assert.Equal("Nginx502.Commands", cmdlet.Namespace);
        Assert.Equal(NameOf(cmdlet).Replace("-", string.Empty, StringComparison.Ordinal) + "Command", cmdlet.Name);
        Assert.NotEmpty(cmdlet.GetCustomAttributes<OutputTypeAttribute>());
    });

    [Fact]
    public void Only_identity_binds_by_property_name() => Assert.All(
        Cmdlets().SelectMany(cmdlet => Parameters(cmdlet)).Where(parameter => parameter.Declaration.ValueFromPipelineByPropertyName),
        parameter => Assert.Contains(parameter.Property.Name, (string[])["Endpoint", "Pool", "ConfigurationPath", "LiteralPath"]));

    [Fact]
    public void Durations_and_moments_and_endpoints_are_read_as_people_write_them() => Assert.All(
        Cmdlets().SelectMany(Parameters).Select(parameter => parameter.Property),
        property =>
        {
            Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            Type? attribute = type == typeof(TimeSpan) ? typeof(Binding.DurationAttribute)
                : type == typeof(DateTime) ? typeof(Binding.LogTimeAttribute)
                : type == typeof(FpmEndpoint) || type == typeof(FpmEndpoint[]) ? typeof(Binding.EndpointAttribute)
                : null;
            Assert.True(attribute is null || property.IsDefined(attribute), $"{property.DeclaringType!.Name}.{property.Name}");
        });

    // After a change on purpose: the new text is in the message, and goes into the file.
    [Fact]
    public void The_surface_is_as_agreed()
    {
        string[] rows =
        [
            "cmdlet,impact,parameter,aliases,type,sets,position,pipeline",
            .. Cmdlets().OrderBy(NameOf, StringComparer.Ordinal).SelectMany(RowsOf),
        ];

        string agreed = File.ReadAllText(Package.TestData("command-surface.csv"));
        string found = string.Join('\n', rows) + "\n";
        Assert.True(agreed == found, found);
    }

    private static IEnumerable<Type> Cmdlets() => typeof(Nginx502.Pipeline.LogCommandBase).Assembly.GetTypes().Where(type => type.IsDefined(typeof(CmdletAttribute)));

    private static string NameOf(Type cmdlet)
    {
        CmdletAttribute attribute = cmdlet.GetCustomAttribute<CmdletAttribute>()!;
        return $"{attribute.VerbName}-{attribute.NounName}";
    }

    private static IEnumerable<(PropertyInfo Property, ParameterAttribute Declaration)> Parameters(Type cmdlet) => cmdlet
        .GetProperties()
        .SelectMany(property => property.GetCustomAttributes<ParameterAttribute>(inherit: false).Select(declaration => (property, declaration)));

    private static IEnumerable<string> RowsOf(Type cmdlet)
    {
        CmdletAttribute attribute = cmdlet.GetCustomAttribute<CmdletAttribute>()!;
        string impact = attribute.SupportsShouldProcess ? attribute.ConfirmImpact.ToString() : "-";
        return Parameters(cmdlet)
            .GroupBy(parameter => parameter.Property.Name)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => string.Join(
                ',',
                NameOf(cmdlet),
                impact,
                group.Key,
                string.Join(' ', group.First().Property.GetCustomAttributes<AliasAttribute>().SelectMany(alias => alias.AliasNames)),
                LanguagePrimitives.ConvertTo<string>(group.First().Property.PropertyType),
                string.Join(' ', group.Select(parameter => SetOf(parameter.Declaration)).Order(StringComparer.Ordinal)),
                group.Select(parameter => parameter.Declaration.Position).Max() is var position and >= 0 ? position.ToString(CultureInfo.InvariantCulture) : "-",
                group.Any(parameter => parameter.Declaration.ValueFromPipeline) ? "value"
                    : group.Any(parameter => parameter.Declaration.ValueFromPipelineByPropertyName) ? "name" : "-"));
    }

    private static string SetOf(ParameterAttribute declaration) =>
        (declaration.ParameterSetName == ParameterAttribute.AllParameterSets ? "*" : declaration.ParameterSetName) + (declaration.Mandatory ? "!" : string.Empty);
}
