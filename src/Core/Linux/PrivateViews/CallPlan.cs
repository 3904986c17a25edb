using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Nginx502.Linux;

/// <summary>
/// System calls that are prepared as data and then made in one go on a thread of their own. A thread that has left our view of the
/// files must not run ordinary code: whatever the runtime starts there (a thread of the pool, of the collector, of the compiler)
/// would stay in that view for ever. So nothing is allocated, compiled or called between the first call and the last but the kernel.
/// </summary>
internal sealed unsafe class CallPlan : IDisposable
{
    private readonly List<CallStep> _steps = [];
    private readonly List<string> _names = [];
    private readonly List<nint> _memory = [];
    private CallStep* _native;
    private int _count;
    private int _restoreFrom = -1;
    private bool _isStuck;

    /// <summary>Adds a call, and returns its place.</summary>
    /// <param name="name">What it does, for the message when it fails: "mount an overlay on /var".</param>
    /// <param name="step">The call.</param>
    public int Add(string name, CallStep step)
    {
        _steps.Add(step);
        _names.Add(name);
        return _steps.Count - 1;
    }

    /// <summary>From here on the steps are made in any case, whatever failed before.</summary>
    public void BeginRestoring() => _restoreFrom = _steps.Count;

    /// <summary>A text for a call; it lives as long as the plan.</summary>
    public nint Text(string text) => Bytes(FileNameText.ToC(text));

    /// <summary>Bytes for a call; they live as long as the plan.</summary>
    public nint Bytes(ReadOnlySpan<byte> bytes)
    {
        nint memory = Room(Math.Max(1, bytes.Length));
        bytes.CopyTo(new Span<byte>((void*)memory, bytes.Length));
        return memory;
    }

    /// <summary>Texts as the C library wants argv and environ: pointers that end with NULL.</summary>
    public nint Texts(IReadOnlyList<string> texts)
    {
        nint* array = (nint*)Room((texts.Count + 1) * sizeof(nint));
        for (int index = 0; index < texts.Count; index++)
        {
            array[index] = Text(texts[index]);
        }

        return (nint)array;
    }

    /// <summary>Zeroed memory that lives as long as the plan.</summary>
    public nint Room(int length)
    {
        nint memory = (nint)NativeMemory.AllocZeroed((nuint)length);
        _memory.Add(memory);
        return memory;
    }

    /// <summary>Makes the calls on a thread of their own. False when they did not end within the time.</summary>
    public bool Run(TimeSpan limit)
    {
        _count = _steps.Count;
        _native = (CallStep*)Room(_count * sizeof(CallStep));
        for (int index = 0; index < _count; index++)
        {
            _native[index] = _steps[index];
        }

        nint program = NativeLibrary.GetMainProgramHandle();
        var call = (delegate* unmanaged<nint, nint, nint, nint, nint, nint, nint>)NativeLibrary.GetExport(program, "syscall");
        var spawn = (delegate* unmanaged<nint, nint, nint, nint, nint, nint, int>)NativeLibrary.GetExport(program, "posix_spawn");
        var error = (delegate* unmanaged<int*>)NativeLibrary.GetExport(program, "__errno_location");
        CallStep* steps = _native;
        (int count, int restoreFrom) = (_count, _restoreFrom);
        var thread = new Thread(() => Make(steps, count, restoreFrom, call, spawn, error)) { IsBackground = true, Name = "Nginx502 view" };
        thread.Start();
        _isStuck = !thread.Join(limit);
        return !_isStuck;
    }

    /// <summary>What failed so that the rest was not done, as "mount an overlay on /var: Invalid argument"; null when all was done.</summary>
    public string? Failure()
    {
        for (int index = 0; index < (_restoreFrom < 0 ? _count : _restoreFrom); index++)
        {
            if (_native[index] is { IsDone: true, Error: not 0, MayFail: false } step)
            {
                return $"{_names[index]}: {Marshal.GetPInvokeErrorMessage(step.Error)}";
            }
        }

        return null;
    }

    /// <summary>How a step went.</summary>
    public CallStep StepAt(int index) => _native[index];

    /// <inheritdoc/>
    public void Dispose()
    {
        // A thread that hangs in the kernel still reads it.
        foreach (nint memory in _isStuck ? [] : _memory)
        {
            NativeMemory.Free((void*)memory);
        }

        _memory.Clear();
    }

    // No method that is compiled in tiers is called from here, and nothing is allocated: see above.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Make(
        CallStep* steps,
        int count,
        int restoreFrom,
        delegate* unmanaged<nint, nint, nint, nint, nint, nint, nint> call,
        delegate* unmanaged<nint, nint, nint, nint, nint, nint, int> spawn,
        delegate* unmanaged<int*> error)
    {
        nint opened = -1;
        bool isRestoring = false;
        for (int index = 0; index < count; index++)
        {
            isRestoring |= index == restoreFrom;
            CallStep* step = steps + index;
            step->IsDone = true;
            if (step->Number == CallStep.SpawnNumber)
            {
                step->Error = spawn(step->First, step->Second, step->Third, step->Fourth, step->Fifth, step->Sixth);
            }
            else
            {
                step->Result = call(step->Number, step->TakesOpened ? opened : step->First, step->Second, step->Third, step->Fourth, step->Fifth);
                step->Error = step->Result < 0 ? *error() : 0;
                opened = step->Opens ? step->Result : opened;
            }

            if (step->Error == 0)
            {
                index += step->SkipsOnSuccess;
            }
            else if (step->MayFail || isRestoring)
            {
                index += step->SkipsOnFailure;
            }
            else
            {
                // The loop adds one.
                index = restoreFrom < 0 ? count : restoreFrom - 1;
            }
        }
    }
}
