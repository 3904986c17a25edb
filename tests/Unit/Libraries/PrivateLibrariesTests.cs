using System.Runtime.Loader;
using System.Text;
using Nginx502.Libraries;

namespace Nginx502.UnitTests.Libraries;

public sealed class PrivateLibrariesTests
{
    [Fact]
    public void Are_loaded_into_a_context_of_their_own_with_Core_shared()
    {
        IZstandard zstandard = PrivateLibraries.Zstandard;
        using var packed = new MemoryStream();
        using Stream unpacked = zstandard.OpenRead(packed);
        Assert.Equal(0, unpacked.Read(new byte[1]));

        AssemblyLoadContext context = AssemblyLoadContext.GetLoadContext(zstandard.GetType().Assembly)!;
        Assert.Equal("Nginx502.Libraries", context.Name);
        Assert.NotSame(AssemblyLoadContext.Default, context);
        Assert.Contains(context.Assemblies, assembly => assembly.GetName().Name == "ZstdSharp");
        Assert.DoesNotContain(AssemblyLoadContext.Default.Assemblies, assembly => assembly.GetName().Name == "ZstdSharp");
        Assert.DoesNotContain(context.Assemblies, assembly => assembly == typeof(IZstandard).Assembly);
        Assert.IsAssignableFrom<IZstandard>(zstandard);
    }

    [Fact]
    public void Bytes_that_are_not_zstandard_are_told_as_damaged()
    {
        using var packed = new MemoryStream(Encoding.ASCII.GetBytes("no zstandard frame at all"));
        using Stream unpacked = PrivateLibraries.Zstandard.OpenRead(packed);

        Assert.Throws<InvalidDataException>(() => unpacked.Read(new byte[100]));
    }
}
