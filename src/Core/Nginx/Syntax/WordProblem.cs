namespace Nginx502.Nginx;

/// <summary>What can be wrong with a word.</summary>
internal enum WordProblem
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Its quote does not end in the file.</summary>
    QuoteOpen,

    /// <summary>Its quote does not end within what nginx's buffer holds.</summary>
    QuoteTooLong,

    /// <summary>Something stands right behind its quote.</summary>
    TextBehindQuote,
}
