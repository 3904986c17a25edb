using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using Nginx502.Shell.Streams;

namespace Nginx502.Shell.Hosting;

/// <summary>
/// Where each stream of the engine goes: output to standard output; errors, warnings, verbose, debug and progress to
/// standard error, so that a pipe gets results and nothing else.
/// </summary>
internal sealed class ShellInterface(StandardStreams streams, Conversation conversation) : PSHostUserInterface, IHostUISupportsMultipleChoiceSelection
{
    private readonly ProgressLine _progress = new(streams);

    /// <summary>What is told when the reader of standard output has gone away.</summary>
    public Action OutputBroken { get; set; } = () => { };

    /// <summary>True while what is written as output is in truth an error: it is the same views that show both.</summary>
    public bool OutputIsError { get; set; }

    /// <summary>True when standard output holds objects for programs: text for people, as of Write-Host and -WhatIf, goes to standard error.</summary>
    public bool OutputIsForPrograms { get; set; }

    /// <inheritdoc/>
    public override PSHostRawUserInterface RawUI { get; } = new ShellScreen(streams);

    /// <inheritdoc/>
    public override bool SupportsVirtualTerminal => (WritesToError ? streams.ErrorIsTerminal : streams.OutputIsTerminal) && streams.ColoursWanted;

    private bool WritesToError => OutputIsError || OutputIsForPrograms;

    /// <summary>Takes the progress line away at the end.</summary>
    public void EndProgress() => _progress.Clear();

    /// <inheritdoc/>
    public override void Write(string value)
    {
        if (WritesToError)
        {
            WriteError(value);
        }
        else
        {
            WriteOutput(value);
        }
    }

    /// <inheritdoc/>
    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        Write(SupportsVirtualTerminal
            ? $"{PSStyle.MapForegroundColorToEscapeSequence(foregroundColor)}{value}{PSStyle.Instance.Reset}"
            : value);

    /// <inheritdoc/>
    public override void WriteLine() => Write("\n");

    /// <inheritdoc/>
    public override void WriteLine(string value) => Write(value + "\n");

    /// <inheritdoc/>
    public override void WriteLine(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
    {
        Write(foregroundColor, backgroundColor, value);
        WriteLine();
    }

    /// <inheritdoc/>
    public override void WriteErrorLine(string value) => WriteError(value + "\n");

    /// <inheritdoc/>
    public override void WriteWarningLine(string message) => WriteStyled(PSStyle.Instance.Formatting.Warning, $"WARNING: {message}");

    /// <inheritdoc/>
    public override void WriteVerboseLine(string message) => WriteStyled(PSStyle.Instance.Formatting.Verbose, $"VERBOSE: {message}");

    /// <inheritdoc/>
    public override void WriteDebugLine(string message) => WriteStyled(PSStyle.Instance.Formatting.Debug, $"DEBUG: {message}");

    /// <inheritdoc/>
    public override void WriteProgress(long sourceId, ProgressRecord record) => _progress.Show(record);

    /// <inheritdoc/>
    public override string ReadLine() => conversation.ReadLine();

    /// <inheritdoc/>
    public override SecureString ReadLineAsSecureString() => conversation.ReadSecret();

    /// <inheritdoc/>
    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        _progress.Clear();
        return conversation.Choose(caption, message, choices, defaultChoice);
    }

    /// <inheritdoc/>
    public Collection<int> PromptForChoice(string? caption, string? message, Collection<ChoiceDescription> choices, IEnumerable<int>? defaultChoices)
    {
        _progress.Clear();
        return [conversation.Choose(caption, message, choices, defaultChoices?.FirstOrDefault(-1) ?? -1)];
    }

    /// <inheritdoc/>
    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        _progress.Clear();
        return conversation.Fill(caption, message, descriptions);
    }

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        conversation.AskCredential(caption, message, userName);

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options) => conversation.AskCredential(caption, message, userName);

    private void WriteOutput(string text)
    {
        if (streams.OutputIsTerminal)
        {
            _progress.Clear();
        }

        try
        {
            streams.Output.Write(GetOutputString(text, streams.OutputIsTerminal && streams.ColoursWanted));
        }
        catch (BrokenPipeException)
        {
            OutputBroken();
            throw new PipelineStoppedException();
        }
    }

    private void WriteError(string text)
    {
        _progress.Clear();
        try
        {
            streams.Error.Write(GetOutputString(ErrorText.Escape(text), streams.ErrorIsTerminal && streams.ColoursWanted));
        }
        catch (BrokenPipeException)
        {
            // Nobody reads the errors; the results may still be wanted.
        }
    }

    private void WriteStyled(string style, string line) => WriteError($"{style}{line}{PSStyle.Instance.Reset}\n");
}
