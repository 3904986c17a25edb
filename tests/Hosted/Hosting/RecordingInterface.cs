using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace Nginx502.HostedTests.Hosting;

internal sealed class RecordingInterface(int width) : PSHostUserInterface, IHostUISupportsMultipleChoiceSelection
{
    private readonly List<string> _questions = [];
    private readonly List<ProgressRecord> _progress = [];

    public HostText Text { get; } = new();

    public IReadOnlyList<string> Questions => _questions;

    public Queue<int> Answers { get; } = new();

    public IReadOnlyList<ProgressRecord> Progress
    {
        get
        {
            lock (_progress)
            {
                return _progress.ToArray();
            }
        }
    }

    public override PSHostRawUserInterface RawUI { get; } = new FixedSizeScreen(width);

    public override bool SupportsVirtualTerminal => true;

    public override void Write(string value) => Text.Append(value);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Text.Append(value);

    public override void WriteLine(string value) => Text.Append(value + "\n");

    public override void WriteErrorLine(string value) => WriteLine(value);

    public override void WriteDebugLine(string message) => WriteLine("DEBUG: " + message);

    public override void WriteVerboseLine(string message) => WriteLine("VERBOSE: " + message);

    public override void WriteWarningLine(string message) => WriteLine("WARNING: " + message);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        lock (_progress)
        {
            _progress.Add(record);
        }
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        _questions.Add(message);
        return Answers.TryDequeue(out int answer) ? answer : throw Refusal();
    }

    public Collection<int> PromptForChoice(string? caption, string? message, Collection<ChoiceDescription> choices, IEnumerable<int>? defaultChoices) =>
        [PromptForChoice(caption ?? string.Empty, message ?? string.Empty, choices, 0)];

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        _questions.Add(message);
        throw Refusal();
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => throw Refusal();

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options) => throw Refusal();

    public override string ReadLine() => throw Refusal();

    public override SecureString ReadLineAsSecureString() => throw Refusal();

    // What pwsh -NonInteractive does.
    private static PSInvalidOperationException Refusal() =>
        new("PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.");
}
