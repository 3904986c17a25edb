namespace Nginx502.Nginx;

/// <summary>Collects what a check finds. The same at the same place is said once, however often its file is included.</summary>
internal sealed class CheckReport
{
    private readonly List<ConfigurationDiagnostic> _found = [];
    private readonly HashSet<(string? Path, int? Line, int? Column, string Message)> _said = [];

    /// <summary>What was found, in order.</summary>
    public IReadOnlyList<ConfigurationDiagnostic> Found => _found;

    /// <summary>Something that nginx refuses, at one word of a directive.</summary>
    /// <param name="directive">The directive.</param>
    /// <param name="word">0 for its name, 1 for its first argument.</param>
    /// <param name="id">Which kind of finding it is.</param>
    /// <param name="message">What nginx says; what strangers wrote in it is made safe here.</param>
    /// <param name="advice">What to do about it.</param>
    public void Error(SyntaxDirective directive, int word, string id, string message, string? advice = null) =>
        Add(Severity.Error, directive, word, id, message, word > 0 ? MissingSemicolon.AdviceFor(directive) ?? advice : advice);

    /// <summary>Something that nginx takes with a warning, or that is surely not meant.</summary>
    public void Warning(SyntaxDirective directive, int word, string id, string message, string? advice = null) =>
        Add(Severity.Warning, directive, word, id, message, advice);

    /// <summary>Something that is wrong with the whole configuration.</summary>
    public void ErrorOfAll(string id, string message, string? advice = null) => Add(new ConfigurationDiagnostic(Severity.Error, id, message, null, null, null, advice));

    /// <summary>Something at one word of a directive.</summary>
    public void Add(Severity severity, SyntaxDirective directive, int word, string id, string message, string? advice)
    {
        int start = directive.Words.Length > word ? directive.Words[word].Start : directive.Start;
        LineIndex lines = directive.File.Lines;
        Add(new ConfigurationDiagnostic(
            severity, id, SafeText.Escape(SecretText.MaskCredentials(message)), directive.File.Path, lines.LineOf(start), lines.ColumnOf(start), advice is null ? null : SafeText.Escape(advice)));
    }

    private void Add(ConfigurationDiagnostic diagnostic)
    {
        if (_said.Add((diagnostic.Path, diagnostic.LineNumber, diagnostic.Column, diagnostic.Message)))
        {
            _found.Add(diagnostic);
        }
    }
}
