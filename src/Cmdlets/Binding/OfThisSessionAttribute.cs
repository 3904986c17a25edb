using System.Collections;
using System.Management.Automation;

namespace Nginx502.Binding;

/// <summary>Tells in words that an object which travelled is not taken, where the engine would say of two types alone that one is not the other.</summary>
/// <param name="source">The cmdlet that gives such objects.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class OfThisSessionAttribute(string source) : ArgumentTransformationAttribute
{
    /// <summary>The cmdlet that gives such objects.</summary>
    public string Source => source;

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? given = inputData is PSObject { BaseObject: IList list } ? list : inputData;
        PSObject? travelled = (given is IList several ? several.OfType<PSObject>() : new[] { given }.OfType<PSObject>()).FirstOrDefault(TravelledObject.Is);
        return travelled is null ? inputData : throw new ArgumentTransformationMetadataException(
            $"'{SafeText.Escape($"{travelled}")}' came through a remote session or a job: it is a mere copy, and may be of another machine. Nothing was changed. {source} gives it here; Invoke-Command does both there.");
    }
}
