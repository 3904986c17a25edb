using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Diagnosis;

/// <summary>
/// What the laboratory needs to make a situation. Root on a whole machine can make every one, so that one that cannot be made is a failure there; an
/// ordinary user cannot make those that need root, and is told so.
/// </summary>
internal static class Requirement
{
    /// <summary>True when it is met; false for a user who cannot make it.</summary>
    /// <param name="name">The situation.</param>
    /// <param name="isPossible">True when this machine and user let it be made.</param>
    public static bool IsMet(string name, bool isPossible)
    {
        if (!isPossible)
        {
            Assert.False(LabUser.IsRoot, $"{name} could not be made: a program, an extension of PHP, a mount, a network or a control group that the laboratory needs is not to be had on this machine.");
            Console.Error.WriteLine($"NOT MADE without root: {name}");
        }

        return isPossible;
    }
}
