using System.Globalization;
using Nginx502.Nginx;

namespace Nginx502.UnitTests.Nginx.Checks;

public sealed class StaticCheckTests
{
    [Fact]
    public void There_are_cases_of_both_kinds()
    {
        Assert.True(ConfigurationCase.AllNames.Count(name => name.StartsWith("bad-", StringComparison.Ordinal)) >= 40);
        Assert.True(ConfigurationCase.AllNames.Count(name => !name.StartsWith("bad-", StringComparison.Ordinal)) >= 30);
    }

    [Theory]
    [MemberData(nameof(ConfigurationCase.Names), MemberType = typeof(ConfigurationCase))]
    public void What_is_said_is_what_the_case_expects(string name)
    {
        using var configuration = new ConfigurationCase(name);
        string said = string.Concat(configuration.Configuration.Check().Select(found => $"{found.Severity} {found.Id} {found}\n"));

        Assert.Equal(configuration.Expected, configuration.Generalise(said));
    }

    [Theory]
    [MemberData(nameof(ConfigurationCase.Names), MemberType = typeof(ConfigurationCase))]
    public void What_nginx_refuses_is_an_error_and_what_it_takes_is_none(string name)
    {
        using var configuration = new ConfigurationCase(name);
        bool isRefused = configuration.NginxSays.Any(line => line.StartsWith("emerg ", StringComparison.Ordinal));

        Assert.Equal(isRefused, configuration.Configuration.Check().Any(found => found.Severity >= Severity.Error));
    }

    [Theory]
    [MemberData(nameof(ConfigurationCase.Names), MemberType = typeof(ConfigurationCase))]
    public void What_nginx_says_is_said_in_its_words_and_at_its_place(string name)
    {
        using var configuration = new ConfigurationCase(name);
        IReadOnlyList<ConfigurationDiagnostic> found = configuration.Configuration.Check();

        Assert.All(configuration.NginxSays, line =>
        {
            (Severity severity, string message, string? path, int? number) = Parse(line);
            Assert.Contains(found, diagnostic => diagnostic.Severity == severity
                && configuration.Generalise(diagnostic.Message) == message
                && (path is null || IsSamePlace(configuration, diagnostic, path, number!.Value)));
        });
    }

    [Theory]
    [MemberData(nameof(ConfigurationCase.Names), MemberType = typeof(ConfigurationCase))]
    public void Errors_come_with_advice(string name)
    {
        using var configuration = new ConfigurationCase(name);
        string[] selfEvident = ["InvalidValue", "WrongArgumentCount"];

        Assert.All(configuration.Configuration.Check().Where(found => found.Severity >= Severity.Error), found => Assert.True(found.Advice is not null || selfEvident.Contains(found.Id), found.ToString()));
    }

    // emerg unknown directive "x" in @ROOT@/nginx.conf:3
    private static (Severity Severity, string Message, string? Path, int? Line) Parse(string line)
    {
        string text = line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        Severity severity = line.StartsWith("warn ", StringComparison.Ordinal) ? Severity.Warning : Severity.Error;
        int place = text.LastIndexOf(" in @ROOT@", StringComparison.Ordinal);
        if (place < 0)
        {
            return (severity, SafeText.Escape(text), null, null);
        }

        string[] parts = text[(place + 4)..].Split(':');
        return (severity, SafeText.Escape(text[..place]), parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    // nginx names the line where a directive ends, and for what it notices at the end of a block, that block's end.
    private static bool IsSamePlace(ConfigurationCase configuration, ConfigurationDiagnostic diagnostic, string path, int line)
    {
        if (configuration.Generalise(diagnostic.Path ?? string.Empty) == path && diagnostic.LineNumber == line)
        {
            return true;
        }

        SyntaxFile[] files = [.. configuration.Configuration.SyntaxFiles];
        SyntaxDirective? named = files.Where(file => file.Path == diagnostic.Path).SelectMany(file => All(file.Directives)).FirstOrDefault(
            directive => directive.LineNumber <= diagnostic.LineNumber && directive.EndLineNumber >= diagnostic.LineNumber && directive.End != SyntaxDirectiveEnd.Missing);
        bool isItsEnd = named is not null && configuration.Generalise(named.File.Path) == path
            && (named.EndLineNumber == line || (named.CloseAt >= 0 && named.File.Lines.LineOf(named.CloseAt) == line));
        bool isNoticedAtTheEnd = diagnostic.Id is "BufferSizes" or "UnknownName" or "NoServers";
        return isItsEnd || (isNoticedAtTheEnd && files.SelectMany(file => file.Directives).Any(
            directive => directive.Name == "http" && configuration.Generalise(directive.File.Path) == path && directive.File.Lines.LineOf(directive.CloseAt) == line));
    }

    private static IEnumerable<SyntaxDirective> All(IEnumerable<SyntaxDirective> directives) =>
        directives.SelectMany(directive => All(directive.Children).Append(directive));
}
