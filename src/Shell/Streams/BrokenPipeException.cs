namespace Nginx502.Shell.Streams;

/// <summary>The reader of a standard stream went away.</summary>
internal sealed class BrokenPipeException() : IOException("The reader of the output went away.");
