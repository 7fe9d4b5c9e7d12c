using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Concord.Tests.Architecture;

/// <summary>That a type of an assembly uses another type, and which of its members where one is named.</summary>
/// <param name="From">Full name of the outermost type whose code it is: closures and state machines count to who wrote them.</param>
/// <param name="To">Full name of the outermost type used.</param>
/// <param name="Member">Method or field used, or an empty text.</param>
internal sealed record Use(string From, string To, string Member)
{
    public string FromNamespace => From[..Math.Max(0, From.LastIndexOf('.'))];

    public string ToNamespace => To[..Math.Max(0, To.LastIndexOf('.'))];
}

/// <summary>
/// Reads from a compiled assembly which type uses which: base types, interfaces, fields, signatures, generic arguments and constraints,
/// local variables and everything instructions name. Attributes are not looked at.
/// </summary>
internal static class CompiledUses
{
    private static readonly Dictionary<short, OperandType> Operands = typeof(OpCodes).GetFields()
        .Select(f => f.GetValue(null)).OfType<OpCode>().ToDictionary(o => o.Value, o => o.OperandType);

    /// <summary>Simple names of the assemblies an assembly refers to.</summary>
    public static IReadOnlyList<string> Assemblies(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var reader = file.GetMetadataReader();
        return [.. reader.AssemblyReferences.Select(h => reader.GetString(reader.GetAssemblyReference(h).Name))];
    }

    public static IReadOnlySet<Use> Read(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var reader = file.GetMetadataReader();
        var walk = new Walk(reader, new Names(reader));
        foreach (var handle in reader.TypeDefinitions)
            walk.Type(handle, file);
        return walk.Uses;
    }

    private sealed class Walk(MetadataReader reader, Names names)
    {
        private string _from = "";

        public HashSet<Use> Uses { get; } = [];

        public void Type(TypeDefinitionHandle handle, PEReader file)
        {
            _from = names.GetTypeFromDefinition(reader, handle, 0)[0];
            var type = reader.GetTypeDefinition(handle);
            Token(type.BaseType);
            foreach (var implemented in type.GetInterfaceImplementations())
                Token(reader.GetInterfaceImplementation(implemented).Interface);
            Constraints(type.GetGenericParameters());
            foreach (var field in type.GetFields())
                Add(reader.GetFieldDefinition(field).DecodeSignature(names, null));
            foreach (var methodHandle in type.GetMethods())
            {
                var method = reader.GetMethodDefinition(methodHandle);
                Add(method.DecodeSignature(names, null));
                Constraints(method.GetGenericParameters());
                if (method.RelativeVirtualAddress != 0)
                    Body(file.GetMethodBody(method.RelativeVirtualAddress));
            }
        }

        private void Constraints(GenericParameterHandleCollection parameters)
        {
            foreach (var parameter in parameters)
            {
                foreach (var constraint in reader.GetGenericParameter(parameter).GetConstraints())
                    Token(reader.GetGenericParameterConstraint(constraint).Type);
            }
        }

        private void Body(MethodBodyBlock body)
        {
            if (!body.LocalSignature.IsNil)
            {
                foreach (var local in reader.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(names, null))
                    Add(local);
            }

            foreach (var region in body.ExceptionRegions)
                Token(region.CatchType);
            var code = body.GetILReader();
            while (code.RemainingBytes > 0)
            {
                short opCode = code.ReadByte();
                if (opCode == 0xFE)
                    opCode = (short)(0xFE00 | code.ReadByte());
                switch (Operands[opCode])
                {
                    case OperandType.InlineNone:
                        break;
                    case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                        code.Offset += 1;
                        break;
                    case OperandType.InlineVar:
                        code.Offset += 2;
                        break;
                    case OperandType.InlineI8 or OperandType.InlineR:
                        code.Offset += 8;
                        break;
                    case OperandType.InlineSwitch:
                        var targets = code.ReadInt32();
                        code.Offset += 4 * targets;
                        break;
                    case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType:
                        Token((EntityHandle)MetadataTokens.Handle(code.ReadInt32()));
                        break;
                    default:
                        code.Offset += 4;
                        break;
                }
            }
        }

        private void Token(EntityHandle handle)
        {
            if (handle.IsNil)
                return;
            switch (handle.Kind)
            {
                case HandleKind.TypeDefinition or HandleKind.TypeReference or HandleKind.TypeSpecification:
                    Add(names.Of(handle));
                    break;
                case HandleKind.MethodDefinition:
                    var method = reader.GetMethodDefinition((MethodDefinitionHandle)handle);
                    Add(names.Of(method.GetDeclaringType()), reader.GetString(method.Name));
                    break;
                case HandleKind.FieldDefinition:
                    var field = reader.GetFieldDefinition((FieldDefinitionHandle)handle);
                    Add(names.Of(field.GetDeclaringType()), reader.GetString(field.Name));
                    break;
                case HandleKind.MemberReference:
                    var member = reader.GetMemberReference((MemberReferenceHandle)handle);
                    Token(member.Parent);
                    if (member.Parent.Kind is HandleKind.TypeReference or HandleKind.TypeDefinition or HandleKind.TypeSpecification)
                        Add(names.Of(member.Parent), reader.GetString(member.Name));
                    if (member.GetKind() == MemberReferenceKind.Method)
                        Add(member.DecodeMethodSignature(names, null));
                    else
                        Add(member.DecodeFieldSignature(names, null));
                    break;
                case HandleKind.MethodSpecification:
                    var generic = reader.GetMethodSpecification((MethodSpecificationHandle)handle);
                    Token(generic.Method);
                    foreach (var argument in generic.DecodeSignature(names, null))
                        Add(argument);
                    break;
            }
        }

        private void Add(MethodSignature<ImmutableArray<string>> signature)
        {
            Add(signature.ReturnType);
            foreach (var parameter in signature.ParameterTypes)
                Add(parameter);
        }

        private void Add(ImmutableArray<string> types, string member = "")
        {
            foreach (var type in types)
            {
                if (type != _from)
                    Uses.Add(new Use(_from, type, member));
            }
        }
    }

    /// <summary>Turns a signature into the full names of all types in it.</summary>
    private sealed class Names(MetadataReader reader) : ISignatureTypeProvider<ImmutableArray<string>, object?>
    {
        public ImmutableArray<string> Of(EntityHandle handle) => handle.Kind switch
        {
            HandleKind.TypeDefinition => GetTypeFromDefinition(reader, (TypeDefinitionHandle)handle, 0),
            HandleKind.TypeReference => GetTypeFromReference(reader, (TypeReferenceHandle)handle, 0),
            _ => GetTypeFromSpecification(reader, null, (TypeSpecificationHandle)handle, 0),
        };

        public ImmutableArray<string> GetTypeFromDefinition(MetadataReader metadata, TypeDefinitionHandle handle, byte rawTypeKind)
        {
            var type = metadata.GetTypeDefinition(handle);
            while (!type.GetDeclaringType().IsNil)
                type = metadata.GetTypeDefinition(type.GetDeclaringType());
            return [FullName(metadata, type.Namespace, type.Name)];
        }

        public ImmutableArray<string> GetTypeFromReference(MetadataReader metadata, TypeReferenceHandle handle, byte rawTypeKind)
        {
            var type = metadata.GetTypeReference(handle);
            while (type.ResolutionScope.Kind == HandleKind.TypeReference)
                type = metadata.GetTypeReference((TypeReferenceHandle)type.ResolutionScope);
            return [FullName(metadata, type.Namespace, type.Name)];
        }

        public ImmutableArray<string> GetTypeFromSpecification(MetadataReader metadata, object? context, TypeSpecificationHandle handle, byte rawTypeKind) =>
            metadata.GetTypeSpecification(handle).DecodeSignature(this, context);

        public ImmutableArray<string> GetGenericInstantiation(ImmutableArray<string> type, ImmutableArray<ImmutableArray<string>> arguments) =>
            [.. type, .. arguments.SelectMany(a => a)];

        public ImmutableArray<string> GetFunctionPointerType(MethodSignature<ImmutableArray<string>> signature) =>
            [.. signature.ReturnType, .. signature.ParameterTypes.SelectMany(p => p)];

        public ImmutableArray<string> GetModifiedType(ImmutableArray<string> modifier, ImmutableArray<string> type, bool isRequired) => [.. modifier, .. type];

        public ImmutableArray<string> GetArrayType(ImmutableArray<string> element, ArrayShape shape) => element;

        public ImmutableArray<string> GetSZArrayType(ImmutableArray<string> element) => element;

        public ImmutableArray<string> GetByReferenceType(ImmutableArray<string> element) => element;

        public ImmutableArray<string> GetPointerType(ImmutableArray<string> element) => element;

        public ImmutableArray<string> GetPinnedType(ImmutableArray<string> element) => element;

        public ImmutableArray<string> GetPrimitiveType(PrimitiveTypeCode code) => [];

        public ImmutableArray<string> GetGenericMethodParameter(object? context, int index) => [];

        public ImmutableArray<string> GetGenericTypeParameter(object? context, int index) => [];

        private static string FullName(MetadataReader metadata, StringHandle space, StringHandle name) =>
            space.IsNil ? metadata.GetString(name) : metadata.GetString(space) + "." + metadata.GetString(name);
    }
}
