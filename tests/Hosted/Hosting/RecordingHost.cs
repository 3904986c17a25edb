using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace Nginx502.HostedTests.Hosting;

/// <summary>A host that records what it is given, and answers prompts as it was told, or refuses as a host without a user.</summary>
public sealed class RecordingHost : PSHost
{
    private readonly RecordingInterface _ui;

    /// <summary>A host of a width in columns.</summary>
    public RecordingHost(int width = 80)
    {
        _ui = new RecordingInterface(width);
        PrivateData = PSObject.AsPSObject(new HostTraits());
    }

    /// <summary>All that was written to the host itself: formatted output, Write-Host, and shown verbose and error lines.</summary>
    public HostText Text => _ui.Text;

    /// <summary>The questions that were asked, in order.</summary>
    public IReadOnlyList<string> Questions => _ui.Questions;

    /// <summary>Answers for the next prompts: the number of the choice. Without one a prompt is refused.</summary>
    public Queue<int> Answers => _ui.Answers;

    /// <summary>Progress records in the order in which they came.</summary>
    public IReadOnlyList<ProgressRecord> Progress => _ui.Progress;

    /// <summary>Waits until a cmdlet has shown how far it is: it is in the middle of its work then. The test fails after the limit.</summary>
    public void WaitForProgress(int limitMilliseconds = 30_000)
    {
        Assert.True(SpinWait.SpinUntil(() => Progress.Count > 0, limitMilliseconds), $"No progress was shown within {limitMilliseconds} ms.");
    }

    /// <summary>True when a person is said to sit in front of it; false at first.</summary>
    public bool IsInteractive
    {
        get => ((HostTraits)PrivateData.BaseObject).IsInteractive;
        set => ((HostTraits)PrivateData.BaseObject).IsInteractive = value;
    }

    /// <summary>The code of <c>exit</c>, or null.</summary>
    public int? ExitCode { get; private set; }

    /// <inheritdoc/>
    public override string Name => "Nginx502 test host";

    /// <inheritdoc/>
    public override Version Version { get; } = new(1, 0);

    /// <inheritdoc/>
    public override Guid InstanceId { get; } = Guid.NewGuid();

    /// <inheritdoc/>
    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    /// <inheritdoc/>
    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    /// <inheritdoc/>
    public override PSObject PrivateData { get; }

    /// <inheritdoc/>
    public override PSHostUserInterface UI => _ui;

    /// <inheritdoc/>
    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    /// <inheritdoc/>
    public override void EnterNestedPrompt() => throw new NotSupportedException("A test cannot answer a nested prompt.");

    /// <inheritdoc/>
    public override void ExitNestedPrompt()
    {
    }

    /// <inheritdoc/>
    public override void NotifyBeginApplication()
    {
    }

    /// <inheritdoc/>
    public override void NotifyEndApplication()
    {
    }

    /// <summary>What the module asks a host through its PrivateData.</summary>
    public sealed class HostTraits
    {
        /// <summary>True when a person sees what is written.</summary>
        public bool IsInteractive { get; set; }
    }
}
