namespace Nginx502.Nginx;

/// <summary>How a location matches.</summary>
internal enum LocationKind
{
    /// <summary>By the beginning of the path, with <c>^~</c> or without.</summary>
    Prefix,

    /// <summary>By the whole path: <c>=</c>.</summary>
    Exact,

    /// <summary>By a regular expression: <c>~</c> and <c>~*</c>.</summary>
    Pattern,

    /// <summary>By its name alone: <c>@php</c>.</summary>
    Named,
}
