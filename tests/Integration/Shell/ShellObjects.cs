using System.Text.Json;

namespace Nginx502.IntegrationTests.Shell;

/// <summary>What a run of the Shell with <c>-OutputFormat JsonLines</c> gave.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Objects">The objects, in order.</param>
/// <param name="Errors">What it wrote to standard error: errors, warnings, verbose text.</param>
internal sealed record ShellObjects(int ExitCode, IReadOnlyList<JsonElement> Objects, string Errors)
{
    /// <summary>One property of every object, as text; null stays null.</summary>
    public IReadOnlyList<string?> Values(string property) => [.. Objects.Select(found => Value(found, property))];

    /// <summary>One property of an object as text.</summary>
    public static string? Value(JsonElement found, string property) =>
        found.GetProperty(property) is { ValueKind: not JsonValueKind.Null } value ? value.ToString() : null;
}
