using System.Runtime.InteropServices;
using System.Text;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Linux;

/// <summary>Makes files whose names are bytes, and asks the C library what it makes of patterns.</summary>
internal static partial class LinuxFiles
{
    private const int WriteOnly = 1;
    private const int Create = 0x40;
    private const int Mode644 = 0x1A4;
    private const int NoMatch = 3;

    public const int MarkFlag = 2;
    public const int ErrorFlag = 1;

    /// <summary>Writes a file; the name's lone surrogates are bytes.</summary>
    public static unsafe void Write(string path, string text)
    {
        byte[] content = Encoding.UTF8.GetBytes(text);
        fixed (byte* name = FileNameText.ToC(path))
        {
            using var handle = new Microsoft.Win32.SafeHandles.SafeFileHandle(Open(name, WriteOnly | Create, Mode644), ownsHandle: true);
            Assert.False(handle.IsInvalid, path);
            RandomAccess.Write(handle, content, 0);
        }
    }

    /// <summary>Removes a directory with everything in it, whatever its names are: .NET cannot remove names that are not UTF-8.</summary>
    public static void Remove(string directory)
    {
        foreach (string name in FileTree.Host.Names(directory))
        {
            string path = $"{directory}/{name}";
            FileOpening found = FileTree.Host.Locate(path, followsLast: false);
            found.Handle?.Dispose();
            if (found.Status.Kind == FileKind.Directory)
            {
                Remove(path);
            }
            else
            {
                Unlink(path);
            }
        }

        Directory.Delete(directory);
    }

    private static unsafe void Unlink(string path)
    {
        fixed (byte* name = FileNameText.ToC(path))
        {
            Assert.Equal(0, Unlink(name));
        }
    }

    /// <summary>What glob(3) of this machine gives; null when it gave up.</summary>
    public static unsafe IReadOnlyList<string>? Glob(string pattern, int flags)
    {
        GlobResult result = default;
        int answer;
        fixed (byte* encoded = FileNameText.ToC(pattern))
        {
            answer = CallGlob(encoded, flags, 0, &result);
        }

        try
        {
            var paths = new List<string>();
            for (nuint index = 0; answer == 0 && index < result.Count; index++)
            {
                paths.Add(Text(result.Paths[index]));
            }

            return answer is 0 or NoMatch ? paths : null;
        }
        finally
        {
            GlobFree(&result);
        }
    }

    /// <summary>What fnmatch(3) of this machine says, with a leading dot to be matched by a dot.</summary>
    public static unsafe bool Matches(string pattern, string name)
    {
        const int period = 4;
        fixed (byte* encoded = FileNameText.ToC(pattern), text = FileNameText.ToC(name))
        {
            return CallMatch(encoded, text, period) == 0;
        }
    }

    private static unsafe string Text(byte* text) => FileNameText.Decode(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));

    [LibraryImport("libc", EntryPoint = "open")]
    private static unsafe partial int Open(byte* name, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "unlink")]
    private static unsafe partial int Unlink(byte* name);

    [LibraryImport("libc", EntryPoint = "glob")]
    private static unsafe partial int CallGlob(byte* pattern, int flags, nint onError, GlobResult* result);

    [LibraryImport("libc", EntryPoint = "globfree")]
    private static unsafe partial void GlobFree(GlobResult* result);

    [LibraryImport("libc", EntryPoint = "fnmatch")]
    private static unsafe partial int CallMatch(byte* pattern, byte* name, int flags);

    // glob_t of glob.h; what follows is not ours.
    [StructLayout(LayoutKind.Sequential, Size = 128)]
    private unsafe struct GlobResult
    {
        public nuint Count;
        public byte** Paths;
    }
}
