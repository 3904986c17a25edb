using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Nginx502.Recovery;

/// <summary>The JSON that a webhook gets: one that chat programs understand too, or what is given as a template.</summary>
internal static class WebhookBody
{
    private static readonly JsonSerializerOptions Form = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    // JSON itself has no word alone in braces.
    private static readonly Regex Placeholder = new(@"\{(?<name>[A-Za-z]+)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private static readonly (string Name, Func<NotificationMessage, string> Value)[] Values =
    [
        ("Subject", message => message.Subject),
        ("Summary", message => message.Summary),
        ("Outcome", message => message.Outcome),
        ("Cause", message => message.Cause?.ToString() ?? string.Empty),
        ("ComputerName", message => message.ComputerName),
        ("Time", message => message.Time.ToString("yyyy-MM-ddTHH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture)),
        ("Done", message => string.Join("; ", message.Done)),
        ("LeftToDo", message => string.Join("; ", message.LeftToDo)),
        ("EvidencePath", message => message.EvidencePath ?? string.Empty),
        ("Suspension", message => message.Suspension ?? string.Empty),
        ("Text", message => message.Text),
    ];

    /// <summary>The names that a template can hold in braces.</summary>
    public static IEnumerable<string> Names => Values.Select(value => value.Name);

    /// <summary>Why a template is none, a sentence; null when it is one.</summary>
    public static string? Explain(string template)
    {
        if (Placeholder.Matches(template).FirstOrDefault(match => !Names.Contains(match.Groups["name"].Value)) is { } unknown)
        {
            return $"{unknown.Value} is no name of a value: {string.Join(", ", Names.Select(name => $"{{{name}}}"))}.";
        }

        try
        {
            using var parsed = JsonDocument.Parse(Fill(template, new NotificationMessage { Summary = "\"\\\n" }));
            return null;
        }
        catch (JsonException exception)
        {
            return $"It is no JSON once its values are filled in: {exception.Message}";
        }
    }

    /// <summary>The body. Values are escaped for texts of JSON.</summary>
    public static string Of(NotificationMessage message, string? template) => template is null
        ? JsonSerializer.Serialize(
            new
            {
                Text = $"{message.Subject}\n{message.Text}",
                message.Subject,
                message.Summary,
                message.Outcome,
                Cause = message.Cause?.ToString(),
                message.ComputerName,
                message.Time,
                message.IsHealthy,
                message.Done,
                message.LeftToDo,
                message.EvidencePath,
                message.Suspension,
            },
            Form)
        : Fill(template, message);

    private static string Fill(string template, NotificationMessage message) => Placeholder.Replace(
        template,
        match => Array.Find(Values, value => value.Name == match.Groups["name"].Value).Value is { } value ? JavaScriptEncoder.Default.Encode(value(message)) : match.Value);
}
