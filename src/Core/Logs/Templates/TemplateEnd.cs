namespace Nginx502.Logs;

/// <summary>What may stand after the last part of a template.</summary>
internal enum TemplateEnd
{
    /// <summary>Anything, as the text of an error number or the context of a request.</summary>
    AnythingFollows,

    /// <summary>Nothing: the message ends with the template.</summary>
    EndsMessage,
}
