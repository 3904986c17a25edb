using System.Management.Automation;

namespace Nginx502.Pipeline;

/// <summary>Errors about testing both halves together.</summary>
internal static partial class Errors
{
    /// <summary>A document root into which nothing is written without a person's word.</summary>
    public static ErrorRecord DocumentRootNotAgreed() => Create(
        "DocumentRootNotAgreed",
        ErrorCategory.InvalidOperation,
        "-InDocumentRoot",
        "Nothing is written into a document root without a person's word, and nobody can answer here. Nothing was done.",
        "Run it where a person can answer, or give -Force.");

    /// <summary>A probe that is still there.</summary>
    public static ErrorRecord ProbeNotRemoved(string path) => Create(
        "ProbeNotRemoved",
        ErrorCategory.WriteError,
        path,
        $"The probe '{path}' could not be removed. It answers nobody after a minute.",
        "Remove it, or run the cmdlet again, which tries it too.");
}
