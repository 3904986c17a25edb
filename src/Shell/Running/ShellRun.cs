using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Nginx502.Shell.CommandLine;
using Nginx502.Shell.Hosting;
using Nginx502.Shell.Output;
using Nginx502.Shell.Streams;

namespace Nginx502.Shell.Running;

/// <summary>One run of the program: a session, a script in it, its output, its exit code.</summary>
internal sealed class ShellRun : IDisposable
{
    private readonly StandardStreams _streams;
    private readonly Conversation _conversation;
    private readonly ShellInterface _interface;
    private readonly ShellHost _host;
    private readonly Runspace _runspace;
    private readonly ErrorReport _errors;
    private volatile bool _outputBroken;

    private ShellRun(StandardStreams streams, bool nonInteractive)
    {
        _streams = streams;
        bool isInteractive = !nonInteractive && streams.InputIsTerminal && streams.ErrorIsTerminal;
        _conversation = new Conversation(streams, isInteractive);
        _interface = new ShellInterface(streams, _conversation);
        _host = new ShellHost(_interface, isInteractive);
        _runspace = ShellSession.Open(_host, plainText: !streams.ColoursWanted || !(streams.OutputIsTerminal || streams.ErrorIsTerminal));
        FullPwshHint.Attach(_runspace, _interface);
        _errors = new ErrorReport(_runspace, _interface);
    }

    /// <summary>Runs what the command line asks for.</summary>
    /// <returns>The exit code of the program.</returns>
    /// <exception cref="UsageException">There is nothing to run.</exception>
    public static int Run(ShellArguments arguments)
    {
        var streams = new StandardStreams();
        string text = arguments.Command;
        if (arguments.Action == ShellAction.RunStandardInput)
        {
            if (streams.InputIsTerminal)
            {
                HelpText.Show();
                return ExitCodes.Usage;
            }

            text = Console.In.ReadToEnd();
            if (string.IsNullOrWhiteSpace(text))
            {
                throw new UsageException("there is nothing to run: no command, no script, and nothing on standard input.");
            }
        }

        try
        {
            using var run = new ShellRun(streams, arguments.NonInteractive);
            return run.Run(arguments, text);
        }
        catch (Exception failure) when (failure is FileNotFoundException or RuntimeException)
        {
            streams.Error.WriteLine($"nginx502: {failure.Message}");
            return ExitCodes.CannotStart;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _runspace.Dispose();

    private int Run(ShellArguments arguments, string text)
    {
        ScriptSource source;
        try
        {
            source = arguments.Action == ShellAction.RunFile
                ? ScriptSource.FromFile(arguments.File, arguments.Words, _runspace)
                : ScriptSource.FromText(text);
        }
        catch (ParseException wrong)
        {
            _errors.Show(wrong);
            return ExitCodes.Failed;
        }

        // The engine keeps $? of a pipeline only when it goes to the history.
        using Pipeline pipeline = _runspace.CreatePipeline(source.Text, addToHistory: true);
        pipeline.Commands.Clear();
        pipeline.Commands.Add(source.Command);
        IObjectWriter? writer = CreateWriter(arguments.OutputFormat);
        _interface.OutputIsForPrograms = writer is not null;

        // Whoever reads it on a terminal types the next command in a shell: the module's views write it so. What goes elsewhere is as PowerShell has it.
        AppContext.SetSwitch(PasteText.RunnerSwitch, _streams.OutputIsTerminal);
        pipeline.Commands.Add(EndOfPipeline(writer));

        // Standard input that was the script itself is used up.
        bool feedsInput = source.ReadsInput && arguments.Action != ShellAction.RunStandardInput && !_streams.InputIsTerminal;
        using var signals = new StopSignals(pipeline.StopAsync, () => _conversation.IsWaiting);
        _interface.OutputBroken = () =>
        {
            _outputBroken = true;
            pipeline.StopAsync();
        };
        Exception? failure = Invoke(pipeline, feedsInput);
        _interface.EndProgress();
        EndOutput(writer);
        return ExitCode(arguments, signals, failure);
    }

    private static Exception? Invoke(Pipeline pipeline, bool feedsInput)
    {
        using var ended = new ManualResetEventSlim();
        pipeline.StateChanged += (_, change) =>
        {
            if (change.PipelineStateInfo.State is PipelineState.Completed or PipelineState.Failed or PipelineState.Stopped)
            {
                ended.Set();
            }
        };
        pipeline.InvokeAsync();
        if (feedsInput)
        {
            StandardInputFeed.Start(pipeline.Input);
        }
        else
        {
            pipeline.Input.Close();
        }

        ended.Wait();
        return pipeline.PipelineStateInfo.State == PipelineState.Failed ? pipeline.PipelineStateInfo.Reason : null;
    }

    private IObjectWriter? CreateWriter(OutputFormat format) => format switch
    {
        OutputFormat.Json => new JsonArrayWriter(_streams.OutputBytes),
        OutputFormat.JsonLines => new JsonLinesWriter(_streams.OutputBytes),
        OutputFormat.CliXml => new CliXmlWriter(_streams.OutputBytes),
        _ => null,
    };

    private Command EndOfPipeline(IObjectWriter? writer)
    {
        var command = new Command(writer is null ? "Out-Default" : OutObjectCommand.Name)
        {
            MergeUnclaimedPreviousCommandResults = PipelineResultTypes.Error | PipelineResultTypes.Output,
        };
        if (writer is not null)
        {
            command.Parameters.Add(nameof(OutObjectCommand.Writer), writer);
            command.Parameters.Add(nameof(OutObjectCommand.Errors), _errors);
            command.Parameters.Add(nameof(OutObjectCommand.Interface), _interface);
        }

        return command;
    }

    private void EndOutput(IObjectWriter? writer)
    {
        try
        {
            if (!_outputBroken)
            {
                writer?.End();
            }
        }
        catch (BrokenPipeException)
        {
            _outputBroken = true;
        }
    }

    private int ExitCode(ShellArguments arguments, StopSignals signals, Exception? failure)
    {
        if (signals.ExitCode is int ended)
        {
            return ended;
        }

        if (_outputBroken)
        {
            return ExitCodes.BrokenPipe;
        }

        if (failure is not null)
        {
            _errors.Show(failure);
            return ExitCodes.Failed;
        }

        // A script file fails by what it throws or gives to exit, a command by its last statement: as pwsh has it.
        return _host.ExitCode ?? (arguments.Action == ShellAction.RunFile || LastStatementSucceeded() ? ExitCodes.Success : ExitCodes.Failed);
    }

    private bool LastStatementSucceeded()
    {
        using Pipeline question = _runspace.CreatePipeline("$global:?");
        return question.Invoke() is [{ BaseObject: true }];
    }
}
