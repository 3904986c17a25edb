using Nginx502.Libraries;
using Nginx502.Linux;

namespace Nginx502.IntegrationTests.Diagnosis;

/// <summary>Stands in for systemctl where the machine of the tests is not to be asked.</summary>
internal sealed class NoPrograms : IPrograms
{
    /// <inheritdoc/>
    public ProgramResult? Run(ProgramRequest request, out string? problem, CancellationToken cancellation)
    {
        problem = "no program is run in this test";
        return null;
    }
}
