namespace Nginx502.Linux;

/// <summary>
/// What a process was started with, from its own copies in memory: nginx and php-fpm write their title over what the kernel
/// would show. Whoever runs the process may have written what it likes.
/// </summary>
/// <param name="Arguments">The arguments with the program first; null when they were not found.</param>
/// <param name="Environment">The environment, <c>NAME=value</c> each; null when it was not found.</param>
/// <param name="Problem">Why something was not found, in words that follow "since"; null when both were.</param>
internal sealed record ProcessStart(IReadOnlyList<string>? Arguments, IReadOnlyList<string>? Environment, string? Problem)
{
    /// <summary>Reads a process's memory.</summary>
    /// <param name="process">The process.</param>
    /// <param name="argumentsSymbol">The program's variable that points to its copy of argv, where it offers one to its modules; empty for none.</param>
    /// <param name="isWanted">Tells whether strings can be the arguments.</param>
    public static ProcessStart Read(ProcessEntry process, ReadOnlySpan<byte> argumentsSymbol, Func<IReadOnlyList<string>, bool> isWanted)
    {
        using ProcessMemory? memory = ProcessMemory.Open(process.ProcessId);
        if (memory is null || memory.Regions.Count == 0)
        {
            return new ProcessStart(null, null, "its memory may not be read by this user");
        }

        IReadOnlyList<string>? arguments = argumentsSymbol.IsEmpty ? null : ReadAt(memory, ProgramOf(memory, process), argumentsSymbol);
        if (arguments is null || !isWanted(arguments))
        {
            string program = Path.GetFileName(process.ExecutablePath ?? string.Empty);
            arguments = new StringArrayScan(memory).Find(first => IsProgram(first, program), isWanted);
        }

        string? problem = arguments is null ? "its memory holds no copy of its arguments" : null;
        IReadOnlyList<string>? environment = ReadEnvironment(memory, process);
        problem ??= environment is null ? "its memory does not tell where its environment is" : null;

        // The number may have been given to another process while its memory was read.
        return ProcessTable.StartTicks(ProcessTable.DefaultRoot, process.ProcessId) == process.StartTicks
            ? new ProcessStart(arguments, environment, problem)
            : new ProcessStart(null, null, "it has ended");
    }

    // php-fpm is called by its own name or one that links to it: php-fpm, php-fpm8.2, /usr/sbin/php-fpm8.2.
    private static bool IsProgram(string first, string program)
    {
        string name = Path.GetFileName(first);
        bool isVariable = first.IndexOf('=', StringComparison.Ordinal) is > 0 and int at && first.IndexOf('/', StringComparison.Ordinal) > at;
        return name.Length > 0 && !isVariable && (program.StartsWith(name, StringComparison.Ordinal) || name.StartsWith(program, StringComparison.Ordinal) || name.Contains("fpm", StringComparison.Ordinal) || name.Contains("nginx", StringComparison.Ordinal));
    }

    private static IReadOnlyList<string>? ReadEnvironment(ProcessMemory memory, ProcessEntry process)
    {
        // A program that names environ itself has the variable; else the C library has it.
        IEnumerable<MemoryRegion?> files = [ProgramOf(memory, process), .. memory.Regions.Where(IsLibrary).Select(region => (MemoryRegion?)region)];
        foreach (MemoryRegion? file in files)
        {
            if ((ReadAt(memory, file, "environ"u8) ?? ReadAt(memory, file, "__environ"u8)) is { } environment
                && environment.All(variable => variable.IndexOf('=', StringComparison.Ordinal) > 0))
            {
                return environment;
            }
        }

        return null;
    }

    private static IReadOnlyList<string>? ReadAt(ProcessMemory memory, MemoryRegion? file, ReadOnlySpan<byte> symbol) =>
        file is { } region && MemorySymbols.Find(memory, region, symbol) is { } address && memory.ReadPointer(address) is { } array and not 0
            ? memory.ReadStrings(array)
            : null;

    private static MemoryRegion? ProgramOf(ProcessMemory memory, ProcessEntry process)
    {
        foreach (MemoryRegion region in memory.Regions)
        {
            // In a chroot the name begins with its directory.
            string name = process.IsExecutableDeleted ? process.ExecutablePath + " (deleted)" : process.ExecutablePath ?? "?";
            if (region.Offset == 0 && region.Name.EndsWith(name, StringComparison.Ordinal))
            {
                return region;
            }
        }

        return null;
    }

    private static bool IsLibrary(MemoryRegion region)
    {
        string name = Path.GetFileName(region.Name);
        return region.Offset == 0 && (name.StartsWith("libc.so", StringComparison.Ordinal) || name.StartsWith("libc-", StringComparison.Ordinal) || name.StartsWith("ld-musl", StringComparison.Ordinal) || name.StartsWith("libc.musl", StringComparison.Ordinal));
    }
}
