using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using Nginx502.Shell.Streams;

namespace Nginx502.Shell.Hosting;

/// <summary>
/// Questions to the person at the terminal. They go to standard error, so that they are seen when the output is
/// redirected. Where nobody can answer, asking throws.
/// </summary>
internal sealed class Conversation(StandardStreams streams, bool isPossible)
{
    /// <summary>True while an answer is awaited: nothing can interrupt the reading of a terminal.</summary>
    public bool IsWaiting { get; private set; }

    /// <summary>True when somebody can answer.</summary>
    public bool IsPossible => isPossible;

    /// <summary>Reads a line.</summary>
    /// <exception cref="PSInvalidOperationException">Nobody can answer, or the terminal was closed.</exception>
    public string ReadLine()
    {
        RequirePerson();
        IsWaiting = true;
        try
        {
            return Console.In.ReadLine() ?? throw Refusal("Standard input ended while an answer was awaited.");
        }
        finally
        {
            IsWaiting = false;
        }
    }

    /// <summary>Reads a line that is not shown.</summary>
    /// <exception cref="PSInvalidOperationException">Nobody can answer.</exception>
    public SecureString ReadSecret()
    {
        RequirePerson();
        IsWaiting = true;
        try
        {
            var secret = new SecureString();
            while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
            {
                if (key.Key != ConsoleKey.Backspace)
                {
                    secret.AppendChar(key.KeyChar);
                }
                else if (secret.Length > 0)
                {
                    secret.RemoveAt(secret.Length - 1);
                }
            }

            streams.Error.WriteLine();
            return secret;
        }
        finally
        {
            IsWaiting = false;
        }
    }

    /// <summary>Asks for one of some choices.</summary>
    /// <returns>The index of the choice.</returns>
    /// <exception cref="PSInvalidOperationException">Nobody can answer.</exception>
    public int Choose(string? caption, string? message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        RequirePerson();
        Say(caption, message);
        while (true)
        {
            streams.Error.Write(Menu(choices, defaultChoice));
            string answer = ReadLine().Trim();
            if (answer.Length == 0 && defaultChoice >= 0)
            {
                return defaultChoice;
            }

            if (answer == "?")
            {
                foreach (ChoiceDescription choice in choices)
                {
                    streams.Error.WriteLine($"{HotKey(choice)} - {choice.HelpMessage}");
                }

                continue;
            }

            for (int index = 0; index < choices.Count; index++)
            {
                if (answer.Equals(HotKey(choices[index]), StringComparison.CurrentCultureIgnoreCase)
                    || answer.Equals(Label(choices[index]), StringComparison.CurrentCultureIgnoreCase))
                {
                    return index;
                }
            }
        }
    }

    /// <summary>Asks for the values of some fields: what a mandatory parameter without a value leads to.</summary>
    /// <exception cref="PSInvalidOperationException">Nobody can answer.</exception>
    public Dictionary<string, PSObject> Fill(string? caption, string? message, Collection<FieldDescription> fields)
    {
        RequirePerson();
        Say(caption, message);
        var values = new Dictionary<string, PSObject>();
        foreach (FieldDescription field in fields)
        {
            Type type = Type.GetType(field.ParameterAssemblyFullName) ?? typeof(string);
            values[field.Name] = PSObject.AsPSObject(type.IsArray ? AskList(field.Name, type) : AskValue(field.Name, type));
        }

        return values;
    }

    /// <summary>Asks for a name and a password.</summary>
    /// <exception cref="PSInvalidOperationException">Nobody can answer.</exception>
    public PSCredential AskCredential(string? caption, string? message, string? userName)
    {
        RequirePerson();
        Say(caption, message);
        if (string.IsNullOrEmpty(userName))
        {
            streams.Error.Write("User: ");
            userName = ReadLine();
        }

        streams.Error.Write($"Password for user {userName}: ");
        return new PSCredential(userName, ReadSecret());
    }

    private static PSInvalidOperationException Refusal(string message) => new(message);

    private static string HotKey(ChoiceDescription choice)
    {
        int mark = choice.Label.IndexOf('&');
        return mark >= 0 && mark + 1 < choice.Label.Length ? choice.Label.Substring(mark + 1, 1).ToUpper(CultureInfo.CurrentCulture) : "";
    }

    private static string Label(ChoiceDescription choice) => choice.Label.Replace("&", "", StringComparison.Ordinal);

    private static string Menu(Collection<ChoiceDescription> choices, int defaultChoice)
    {
        IEnumerable<string> items = choices.Select(choice => HotKey(choice).Length > 0 ? $"[{HotKey(choice)}] {Label(choice)}" : Label(choice));
        string fallback = defaultChoice >= 0 ? $" (default is \"{(HotKey(choices[defaultChoice]) is { Length: > 0 } key ? key : Label(choices[defaultChoice]))}\")" : "";
        return $"{string.Join("  ", items)}  [?] Help{fallback}: ";
    }

    private void RequirePerson()
    {
        if (!isPossible)
        {
            throw Refusal("Nobody can answer here: standard input and standard error are no terminal, or -NonInteractive was given. "
                + "Read and Prompt functionality is not available.");
        }
    }

    private void Say(params ReadOnlySpan<string?> lines)
    {
        foreach (string? line in lines)
        {
            if (!string.IsNullOrEmpty(line))
            {
                streams.Error.WriteLine(line);
            }
        }
    }

    private object AskValue(string name, Type type)
    {
        while (true)
        {
            streams.Error.Write($"{name}: ");
            if (type == typeof(SecureString))
            {
                return ReadSecret();
            }

            string answer = ReadLine();
            if (LanguagePrimitives.TryConvertTo(answer, type, CultureInfo.InvariantCulture, out object value))
            {
                return value;
            }

            streams.Error.WriteLine($"'{answer}' is no {type.Name}.");
        }
    }

    private object AskList(string name, Type type)
    {
        var items = new List<string>();
        while (true)
        {
            streams.Error.Write($"{name}[{items.Count}]: ");
            string answer = ReadLine();
            if (answer.Length == 0)
            {
                return LanguagePrimitives.ConvertTo(items.ToArray(), type, CultureInfo.InvariantCulture);
            }

            items.Add(answer);
        }
    }
}
