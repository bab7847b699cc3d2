namespace KubeEdge.Kubernetes.Objects;

/// <summary>One reason of a refusal, usually about one field.</summary>
/// <param name="Reason">Machine-readable, for example <c>FieldValueInvalid</c> or <c>FieldValueRequired</c>; may be empty.</param>
/// <param name="Message">For people, without the field's name: <c>Invalid value: "x": must be …</c>.</param>
/// <param name="Field">Path of the field, for example <c>metadata.name</c>; may be empty.</param>
public readonly record struct KubeStatusCause(string Reason, string Message, string Field = "");
