namespace Nginx502;

/// <summary>Takes secrets out of a line of a file, for the diff that is shown and kept.</summary>
/// <param name="path">The full path of the file, as the change names it.</param>
/// <param name="line">The line without its end, safe to show.</param>
public delegate string LineMask(string path, string line);
