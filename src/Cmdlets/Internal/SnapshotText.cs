using System.ComponentModel;
using System.Management.Automation;
using Nginx502.Pipeline;

namespace Nginx502.Internal;

/// <summary>A snapshot as the text that it travels as. Not for scripts: it is what the types file of the module calls.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SnapshotText
{
    /// <summary>A snapshot as JSON.</summary>
    public static string Json(PSObject snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return SnapshotJson.Write((GatewaySnapshot)snapshot.BaseObject);
    }

    /// <summary>The snapshot that an object is, or is the text of; null when it is neither.</summary>
    /// <exception cref="SnapshotFormatException">It has a text, which is no snapshot.</exception>
    internal static GatewaySnapshot? Read(object value, PSObject original)
    {
        string? text = value as string ?? new ViewObject(original).Value("Json") as string;
        return value as GatewaySnapshot ?? (text is not null && text.AsSpan().TrimStart().StartsWith("{") ? Parse(text) : null);
    }

    /// <summary>The snapshot that a text is; whoever wrote it, what it holds is safe to show.</summary>
    /// <exception cref="SnapshotFormatException">It is none.</exception>
    /// <exception cref="FormatException">It is another JSON.</exception>
    internal static GatewaySnapshot Parse(string text)
    {
        // Read as it is first: the place that an error names is then that of the text.
        GatewaySnapshot snapshot = SnapshotJson.Read(text);

        // Any other JSON is read as a snapshot in which nothing is wrong.
        if (!text.Contains("\"SchemaVersion\"", StringComparison.Ordinal))
        {
            throw new FormatException("It names no version of the schema: it is no snapshot of this module.");
        }

        return SafeJson.MayBeUnsafe(text) ? SnapshotJson.Read(SafeJson.Escape(text)) : snapshot;
    }
}
