namespace Nginx502.Diagnosis;

/// <summary>What a fatal error of PHP says is missing or too small.</summary>
/// <param name="What">What the scripts do or need: the beginning of a sentence.</param>
internal abstract record PhpFailure(string What)
{
    /// <summary>True where php-fpm has to be loaded anew for what mends it.</summary>
    public virtual bool IsOfConfiguration => true;

    /// <summary>True where the script is to blame as likely as not, and is looked at first.</summary>
    public virtual bool IsOfApplication => false;

    /// <summary>What mends it.</summary>
    /// <param name="context">What is known of the machine.</param>
    /// <param name="pool">The pool whose scripts fail; null where it is not known.</param>
    public abstract Remedy Mend(DiagnosisContext context, FpmPool? pool);

    /// <summary>What a line of nginx's log, with what PHP said, tells of; null where it tells of none of them.</summary>
    public static PhpFailure? Read(string text) => (PhpFailure?)PhpLimit.ToldBy(text) ?? (PhpFailure?)MissingExtension.ToldBy(text) ?? MissingPhpFile.ToldBy(text);

    /// <summary>The text between words and the next of an end; null where they are not there.</summary>
    private protected static string? Between(string text, string words, string end)
    {
        int at = text.IndexOf(words, StringComparison.Ordinal);
        int from = at + words.Length;
        int to = at < 0 ? -1 : text.IndexOf(end, from, StringComparison.Ordinal);
        return to <= from ? null : text[from..to];
    }
}
